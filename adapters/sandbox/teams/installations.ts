import { installationActivities } from './activities.ts';
import type { Deliver } from './deliver.ts';
import type { TeamsContext } from './teams-context.ts';
import type { Conversation } from './tenant.ts';

/** Where the app is installed, and whether the bot has been told. */
export interface Installations {
  /** Tells the bot of each installation, quietly again and again until it takes it; `origin` is the emulator's address. */
  start(origin: string): void;
  add(conversation: Conversation): void;
  /** The bot is told once, and may say nothing there any more. */
  remove(conversation: Conversation): Promise<void>;
  /** Every conversation is to be told anew. */
  restart(): void;
  stop(): void;
}

const whenAwayMs = 250;
/** Somebody answers, but takes no activities: a bot without Teams. */
const whenRefusedMs = 2_000;

export function createInstallations(context: TeamsContext, deliver: Deliver): Installations {
  const { tenant, traffic } = context;
  let started = false;
  let timer: NodeJS.Timeout | undefined;
  let telling = false;
  let era = 0;

  const tellNext = async (): Promise<number | undefined> => {
    const next = tenant.conversations.find(({ id }) => tenant.presence.get(id) === 'wanted');
    if (next === undefined || !started) return undefined;
    const began = era;
    const [installed, joined] = installationActivities(context, next, 'add').map((activity) =>
      JSON.stringify(activity),
    );
    const { delivered, status } = await deliver.sendRaw({ body: installed ?? '' });
    if (!delivered) return whenAwayMs;
    if (status >= 300) return whenRefusedMs;
    await deliver.sendRaw({ body: joined ?? '' });
    // a tenant that began anew meanwhile has told nobody yet
    if (began === era && tenant.presence.get(next.id) === 'wanted') tenant.presence.set(next.id, 'there');
    return 0;
  };

  const tell = async (): Promise<void> => {
    if (!started || telling) return;
    telling = true;
    let wait = await tellNext();
    while (wait === 0) wait = await tellNext();
    telling = false;
    if (wait !== undefined) later(wait);
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), ms).unref();
  };

  return {
    start(origin) {
      traffic.origin = origin;
      started = true;
      void tell();
    },
    add({ id }) {
      tenant.presence.set(id, 'wanted');
      void tell();
    },
    async remove(conversation) {
      tenant.presence.set(conversation.id, 'removed');
      for (const activity of installationActivities(context, conversation, 'remove')) await deliver.send(activity);
    },
    restart() {
      era += 1;
      void tell();
    },
    stop() {
      started = false;
      clearTimeout(timer);
    },
  };
}
