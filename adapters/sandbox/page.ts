import type { Json, JsonObject } from '../../src/shared/json.ts';

/** The page for people: what this is, and what stands in the channels. */
export function sandboxPage(world: JsonObject, botUrl: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Countersign sandbox</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  li { margin: .5rem 0; white-space: pre-wrap; }
  .thread { margin-left: 2rem; }
  small { color: #555; }
</style>
<h1>Countersign sandbox</h1>
<p>Emulators of Procore, of a Sage 100 Contractor bridge and of Slack. Nothing here reaches the real ones. The bot is
expected at <code>${escaped(botUrl)}</code>.</p>
<p><a href="/_control/world">world</a> · <a href="/_control/stories">stories</a> · <a href="/_control/env">env</a> ·
<a href="/_control/faults">faults</a> · <a href="/_control/clock">clock</a></p>
<h2>Messages in Slack</h2>
<ul>
${messages(world).map(messageItem).join('\n') || '<li>There are none yet.</li>'}
</ul>
</html>
`;
}

function messages(world: JsonObject): readonly JsonObject[] {
  const all = objectOf(world['slack'])['messages'];
  return Array.isArray(all) ? all.map(objectOf) : [];
}

function messageItem(message: JsonObject): string {
  const { channel = '', channelName = channel, threadTs, text = '', visibleTo } = message;
  const seenBy = Array.isArray(visibleTo) ? `, only ${visibleTo.map(String).join(', ')}` : '';
  const place = `<small>${escaped(String(channelName) + seenBy)}</small>`;
  return `<li${threadTs === undefined ? '' : ' class="thread"'}>${escaped(String(text))} ${place}</li>`;
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
