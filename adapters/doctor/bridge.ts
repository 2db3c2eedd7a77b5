import type { Sage, SageProfile, SageReadFailure } from '../../src/ports/sage.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import { finding, type Finding } from './finding.ts';

export async function bridgeFindings(sage: Pick<Sage, 'health' | 'profile'>, settings: Settings) {
  const health = await sage.health();
  if (!health.ok) return [failed(health.failure)];
  const { mode, bridgeVersion, protocolVersion, sageReachable } = health.value;
  const profile = await sage.profile();
  return [
    sageReachable
      ? finding('ok', 'bridge.answers', bridgeVersion, protocolVersion)
      : finding('problem', 'bridge.sage_away'),
    ...(mode === 'sage' ? [] : [finding('warning', 'bridge.emulator', mode)]),
    ...(profile.ok ? profileFindings(profile.value, settings) : [failed(profile.failure)]),
  ];
}

function failed(failure: SageReadFailure): Finding {
  switch (failure.kind) {
    case 'denied':
      return finding('problem', 'bridge.denied', failure.reason);
    case 'contract_break':
      return finding('problem', 'bridge.no_answer', `not in the protocol: ${failure.detail}`);
    case 'busy':
      return finding('warning', 'bridge.no_answer', failure.reason);
    case 'unreachable':
      return finding('problem', 'bridge.no_answer', 'it cannot be reached');
  }
}

/** What the bridge does not know, each with the safe default that holds instead. */
function profileFindings({ limits, overBudget, traceField }: SageProfile, settings: Settings): readonly Finding[] {
  const { number, title, lineDescription } = settings.fallbackLimits;
  const fits = (characters: number): string => `${characters} characters are let through, and longer text is refused.`;
  const unknown: readonly (readonly [boolean, string, string])[] = [
    [limits.subcontractNumber === undefined, 'how long the number of a subcontract may be', fits(number)],
    [limits.subcontractTitle === undefined, 'how long its description may be', fits(title)],
    [limits.lineDescription === undefined, 'how long the text of a line may be', fits(lineDescription)],
    [overBudget === undefined, 'what Sage does above the budget', 'What exceeds the budget is blocked.'],
    [
      traceField === undefined,
      'a field that keeps the key of the bot',
      'After a lost answer the record is looked for by its number, and a person decides when one stands there.',
    ],
  ];
  const missing = unknown.filter(([isUnknown]) => isUnknown);
  return missing.length === 0
    ? [finding('ok', 'bridge.profile_known')]
    : missing.map(([, what, holds]) => finding('warning', 'bridge.unknown', what, holds));
}
