import { z } from 'zod';
import { jsonOf, type Ask } from './ask.ts';
import { finding, type Finding } from './finding.ts';

const Health = z.object({ status: z.string(), reasons: z.array(z.string()) });

/** Whether the bot serves on this machine, and whether a public address leads to it as far as can be seen from here. */
export async function servingFindings(ask: Ask, url: string, publicUrl: string | undefined) {
  const told = await ask(`${url}/readyz`);
  const health = told.ok ? Health.safeParse(jsonOf(told.value.text)).data : undefined;
  const here =
    health === undefined
      ? finding('warning', 'bot.silent', url)
      : health.reasons.length > 0
        ? finding('problem', 'bot.not_ready', url, health.reasons.join(' '))
        : finding('ok', 'bot.serves', url);
  return publicUrl === undefined ? [here] : [here, await publicFinding(ask, publicUrl.replace(/\/+$/, ''))];
}

async function publicFinding(ask: Ask, url: string): Promise<Finding> {
  const told = await ask(`${url}/livez`);
  if (!told.ok) return finding('problem', 'bot.not_public', url, told.failure.code);
  const alive = Health.safeParse(jsonOf(told.value.text)).success;
  return alive
    ? finding('ok', 'bot.public', url)
    : finding('problem', 'bot.not_public', url, `status ${told.value.status}`);
}
