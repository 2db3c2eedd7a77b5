import tseslint from 'typescript-eslint';

const noEnums = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };
const noDefaults = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const onlyThrownClasses = {
  selector: 'ClassDeclaration:not([superClass.name=/Error$/])',
  message: 'Classes are for thrown errors; use functions and plain objects.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'test/render/out/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', noEnums, noDefaults, onlyThrownClasses],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return refuse(…)` ends a function that answers nothing
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // a port is an interface, and what implements it may have nothing to wait for
      '@typescript-eslint/require-await': 'off',
      // adapters are plain objects without `this`: their methods may be handed on
      '@typescript-eslint/unbound-method': 'off',
      // JSON of other systems is turned into text before anybody knows what it is
      '@typescript-eslint/no-base-to-string': 'off',
      // characters are counted by spreading text
      '@typescript-eslint/no-misused-spread': 'off',
      // the next two do not understand numbers and text with a unit in their type
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `() => void act()` says that nothing is answered
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      // `expect.any` and its like have no type
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['vitest.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
