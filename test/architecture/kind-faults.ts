import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { kinds } from '../../src/shared/kinds.ts';

/** What is the same for every kind: a kind that is named there would be a difference in the wrong place. */
const engine = [
  ...['people', 'transfers', 'links', 'sync', 'drift', 'status', 'chat'].map((name) => `src/${name}/`),
  'src/application.ts',
  'adapters/compose.ts',
];

/**
 * Every value in the engine that is one certain kind: compared, switched on, looked for in a list, or handed on. A table
 * with a member for each kind is no fault, for its keys are not values.
 */
export function kindFaults(folder: string): readonly string[] {
  const program = programOf(folder);
  const checker = program.getTypeChecker();
  const known = new Set<string>(kinds);

  /** Whether something of this type can be nothing but a kind. */
  const isKind = (type: ts.Type | undefined): boolean => {
    if (type === undefined) return false;
    const parts = (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0);
    return parts.length > 0 && parts.every((part) => part.isStringLiteral() && known.has(part.value));
  };
  /** Whether the expression beside the literal is one of many kinds, or one that was narrowed from them. */
  const isOne = (node: ts.Expression): boolean => isKind(checker.getTypeAtLocation(node));
  const isNamed = (node: ts.Node): node is ts.StringLiteral => ts.isStringLiteral(node) && known.has(node.text);

  const faultIn = (node: ts.Node): ts.StringLiteral | undefined => {
    if (ts.isBinaryExpression(node)) {
      const [one, other] = [node.left, node.right];
      const compared = [one, other].find(isNamed);
      const beside = compared === one ? other : one;
      if (compared !== undefined && equals.has(node.operatorToken.kind) && isOne(beside)) return compared;
    }
    if (ts.isCaseClause(node) && isNamed(node.expression)) {
      return isOne(node.parent.parent.expression) ? node.expression : undefined;
    }
    // a list of kinds that is asked about a kind
    if (ts.isArrayLiteralExpression(node) && isAsked(node, isOne)) return node.elements.find(isNamed);
    if (isNamed(node) && !ts.isLiteralTypeNode(node.parent)) {
      return isKind(checker.getContextualType(node)) ? node : undefined;
    }
    return undefined;
  };

  return program
    .getSourceFiles()
    .map((file) => [relative(folder, file.fileName).replaceAll('\\', '/'), file] as const)
    .filter(([name]) => engine.some((part) => name.startsWith(part)))
    .flatMap(([name, file]) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const fault = faultIn(node);
        if (fault !== undefined) {
          const { line } = file.getLineAndCharacterOfPosition(fault.getStart());
          found.push(`${name}:${line + 1} names ${fault.text}`);
        }
        node.forEachChild(visit);
      };
      visit(file);
      return [...new Set(found)];
    });
}

const equals: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function isAsked(list: ts.ArrayLiteralExpression, isOne: (node: ts.Expression) => boolean): boolean {
  const { parent } = list;
  const call = parent.parent as ts.Node | undefined;
  if (!ts.isPropertyAccessExpression(parent) || call === undefined || !ts.isCallExpression(call)) return false;
  return parent.name.text === 'includes' && call.arguments.some(isOne);
}

function programOf(folder: string): ts.Program {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.base.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const roots = ['src', 'adapters'].filter((part) => existsSync(join(folder, part)));
  const files = roots.flatMap((part) => ts.sys.readDirectory(join(folder, part), ['.ts']));
  const wanted = files.filter((file) =>
    engine.some((part) => relative(folder, file).replaceAll('\\', '/').startsWith(part)),
  );
  const compiled: ts.CompilerOptions = { ...options, noEmit: true, types: [] };
  const host = ts.createCompilerHost(compiled);
  // what packages and adapters declare says nothing of kinds, and reading it takes the most time
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) =>
      text.startsWith('.') && (text.includes('/src/') || !from.includes('/adapters/'))
        ? ts.resolveModuleName(text, from, compiled, host)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(wanted, compiled, host);
}
