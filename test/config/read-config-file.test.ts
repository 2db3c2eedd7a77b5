import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../adapters/config/file-schema.ts';
import { problemText } from '../../adapters/config/problem.ts';
import { readConfigFile } from '../../adapters/config/read-config-file.ts';
import { company, configFile, configText, policy } from './config-text.ts';

function problemsOf(text: string): readonly string[] {
  const read = readConfigFile(text);
  return read.ok ? [] : read.failure.map(problemText);
}

function warningsOf(changes: Record<string, unknown>): readonly string[] {
  const read = readConfigFile(configText(changes));
  return read.ok ? read.value.warnings.map(({ where, says }) => `${where} ${says}`) : ['refused'];
}

describe('a valid file', () => {
  it('becomes what the engine works with, with the safe defaults', () => {
    const jobs = [
      { procore: '901', live: true },
      { procore: '902', live: false },
    ];
    const read = readConfigFile(configText({ companies: [company({ jobs, costTypes: { S: 4 } })] }));

    expect(read).toMatchObject({
      ok: true,
      value: {
        warnings: [],
        file: {
          companies: [
            {
              secretsFrom: '',
              company: {
                id: '4401',
                name: 'Hillside',
                sageCompany: 'Hillside',
                mode: 'direct',
                liveProjects: new Set(['901']),
                settings: {
                  costTypes: new Map([['S', 4]]),
                  subcontractReadyStatuses: ['Approved'],
                  subcontractStatus: 4,
                  executedContract: 'warn',
                  unbudgetedLine: 'warn',
                  jobComplete: 'warn',
                  insuranceExpired: 'warn',
                  fallbackLimits: { number: 12, title: 30, lineDescription: 50 },
                },
              },
            },
          ],
          policy: {
            unknownAuthor: 'second-seat',
            rules: [{ bands: [{ from: 0, below: 5_000_000 }, { from: 5_000_000 }] }],
          },
          timing: {
            pollMs: 60_000,
            callDeadlineMs: 30_000,
            operationPollMs: 1_000,
            unconfirmedWaitMs: 60_000,
            retryMaxMs: 900_000,
            sweepHour: 2,
          },
        },
      },
    });
  });

  it('keeps its other defaults when one of them is set', () => {
    const settings = { insuranceExpired: 'block', fallbackLimits: { title: 20 } };
    const read = readConfigFile(configText({ companies: [company({ settings })], timing: { pollMs: 500 } }));

    expect(read).toMatchObject({
      value: {
        file: {
          companies: [
            {
              company: {
                settings: { jobComplete: 'warn', insuranceExpired: 'block', fallbackLimits: { number: 12, title: 20 } },
              },
            },
          ],
          timing: { pollMs: 500, callDeadlineMs: 30_000 },
        },
      },
    });
  });

  it('changes the version of the policy exactly when the policy says something else', () => {
    const version = (changes: Record<string, unknown>): string => {
      const read = readConfigFile(configText(changes));
      return read.ok ? read.value.file.policy.version : 'refused';
    };
    const bands = [{ from: '0.00', seats: [['controller']] }];

    expect(version({})).toBe(version({ people: [] }));
    expect(version({ policy: policy(bands) })).not.toBe(version({}));
    expect(version({ policy: { ...policy(bands), unknownAuthor: 'refuse' } })).not.toBe(
      version({ policy: policy(bands) }),
    );
  });

  it('may begin with the mark that editors on Windows put in front', () => {
    expect(problemsOf(`\ufeff${configText()}`)).toEqual([]);
  });
});

describe('a file that is refused', () => {
  const seats = [['controller']];
  const bands: Readonly<Record<string, [bands: readonly unknown[], where: string, says: RegExp]>> = {
    'a gap': [
      [
        { from: '0.00', below: '10.00', seats },
        { from: '10.01', seats },
      ],
      'bands[1].from',
      /gap/,
    ],
    'an overlap': [
      [
        { from: '0.00', below: '10.00', seats },
        { from: '9.99', seats },
      ],
      'bands[1].from',
      /overlap/,
    ],
    'a band after one without end': [
      [
        { from: '0', seats },
        { from: '5', seats },
      ],
      'bands[1].from',
      /no end/,
    ],
    'no end': [[{ from: '0.00', below: '10.00', seats }], 'bands[0]', /last band/],
    'a start above zero': [[{ from: '0.01', seats }], 'bands[0].from', /first band/],
    'an empty band': [
      [
        { from: '0.00', below: '0.00', seats },
        { from: '0.00', seats },
      ],
      'bands[0].below',
      /no amount/,
    ],
    'no band at all': [[], 'bands', /nobody/],
    'an amount as a number': [[{ from: 0, seats }], 'bands[0].from', /string/],
    'an amount with separators': [[{ from: '1,000.00', seats }], 'bands[0].from', /dollars as text/],
    'a third decimal': [[{ from: '0.005', seats }], 'bands[0].from', /dollars as text/],
    'a negative amount': [[{ from: '-1.00', seats }], 'bands[0].from', /dollars as text/],
  };

  it.each(Object.entries(bands))('names the place of %s in the bands', (_name, [given, where, says]) => {
    const [problem = '', ...more] = problemsOf(configText({ policy: policy(given) }));

    expect(more).toEqual([]);
    expect(problem).toContain(`policy.rules[0].${where}:`);
    expect(problem).toMatch(says);
  });

  const person = { id: 'eve', name: 'Eve', role: 'clerk' };
  const others: Readonly<Record<string, [changes: Record<string, unknown>, problem: RegExp]>> = {
    'two people with one id': [{ people: [person, person] }, /people\[1\]\.id: is the same as of people\[0\]/],
    'one Slack identity for two people': [
      {
        people: [
          { ...person, slack: 'U1' },
          { ...person, id: 'ann', slack: 'U1' },
        ],
      },
      /people\[1\]\.slack: is the same/,
    ],
    'one Procore user for two people': [
      {
        people: [
          { ...person, procore: '1' },
          { ...person, id: 'ann', procore: '1' },
        ],
      },
      /people\[1\]\.procore: is the same/,
    ],
    'a channel of no company': [
      { channels: [{ company: '9', platform: 'slack', id: 'C1', name: 'x' }] },
      /channels\[0\]\.company: is none of the companies/,
    ],
    'a company without a mode': [
      { companies: [{ ...company(), mode: undefined }] },
      /companies\[0\]\.mode: Invalid option/,
    ],
    'an id as a number': [{ companies: [company({ id: 4401 })] }, /companies\[0\]\.id: .*string/],
    'a time zone that does not exist': [
      { companies: [company({ timeZone: 'Chicago' })] },
      /timeZone: must be a time zone/,
    ],
    'a cost type that Sage cannot have': [{ companies: [company({ costTypes: { S: 10 } })] }, /costTypes\.S: /],
    'one project twice': [
      {
        companies: [
          company({
            jobs: [
              { procore: '1', live: true },
              { procore: '1', live: false },
            ],
          }),
        ],
      },
      /jobs\[1\]\.procore: is the same project as jobs\[0\]/,
    ],
    'several companies on one set of variables': [
      { companies: [company(), company({ id: '4402', secretsFrom: 'B_' })] },
      /companies\[0\]: needs `secretsFrom`/,
    ],
    'a setting that does not exist': [{ companies: [company({ modes: 1 })] }, /companies\[0\]: no such setting: modes/],
    'a kind that does not exist': [
      { policy: { rules: [{ kinds: ['contract'], jobs: '*', bands: [{ from: '0', seats }] }] } },
      /rules\[0\]\.kinds/,
    ],
    'no people': [{ people: undefined }, /people: is missing/],
  };

  it.each(Object.entries(others))('names the place of %s', (_name, [changes, problem]) => {
    expect(problemsOf(configText(changes)).join('\n')).toMatch(problem);
  });

  it('is told of with the line in the file', () => {
    const text = configText({ people: [person, { ...person, id: 'ann', slack: '' }] });
    const line = text.split('\n').findIndex((one) => one.includes('"slack": ""')) + 1;

    expect(problemsOf(text)).toEqual([expect.stringContaining(`line ${line}, people[1].slack: `)]);
  });

  it('tells every problem at once', () => {
    const changes = {
      people: [person, person],
      policy: policy([{ from: '1.00', seats }]),
      timing: { pollMs: 'often' },
    };

    expect(problemsOf(configText(changes))).toHaveLength(3);
  });

  it.each([
    ['{\n  "companies": [],\n  oops\n}', 3],
    ['{"a": 1}\n}', 2],
    ['', 1],
    ['{\n"a": "unclosed\n}', 2],
    ['[1,\n2,\n]', 3],
    ['['.repeat(100_000), 1],
  ])('names the line where it stops being JSON (%#)', (text, line) => {
    expect(problemsOf(text)).toEqual([`line ${line}: is not JSON from here on`]);
  });

  it('says a name only once in an object', () => {
    const text = configText().replace('"mode": "direct"', '"mode": "companion",\n"mode": "direct"');

    expect(problemsOf(text)).toEqual([expect.stringMatching(/^line \d+, companies\[0\]\.mode: stands twice$/)]);
  });
});

describe('a file that is valid but hardly meant', () => {
  const only = (seats: unknown[]): Record<string, unknown> => ({ policy: policy([{ from: '0', seats }]) });

  it.each([
    ['an empty list of seats means nobody', only([]), 'policy.rules[0].bands[0].seats is empty: nobody may approve'],
    ['an empty seat means nobody', only([[]]), 'seats[0] is empty: nobody can fill'],
    ['a role that nobody has', only([['controller', 'cfo']]), 'seats[0][1] names the role "cfo"'],
    ['more seats than people', only([['controller'], ['controller']]), 'seats needs more people than there are'],
    ['no rule at all', { policy: { rules: [] } }, 'policy.rules is empty: nobody may approve'],
    ['no channel', { channels: [] }, 'channels is empty'],
    [
      'a rule behind one for everything',
      { policy: { rules: [1, 2].map(() => ({ kinds: '*', jobs: '*', bands: [{ from: '0', seats: [['clerk']] }] })) } },
      'policy.rules[1] never holds',
    ],
  ])('warns: %s', (_name, changes, warning) => {
    expect(warningsOf(changes)).toEqual([expect.stringContaining(warning)]);
  });
});

it('describes the file as JSON Schema, without what the code makes of it', () => {
  const schema = configJsonSchema() as { properties: Record<string, unknown>; required: string[] };

  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining([...Object.keys(configFile()), 'timing']));
  expect(schema.required).toEqual(['companies', 'people', 'policy']);
  expect(JSON.stringify(schema)).toContain('"companion"');
});
