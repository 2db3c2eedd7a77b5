import type { AckFn } from '@slack/bolt';
import type { Response } from 'express';

/** How a listener answers the request it was called for: once, and only while the other side waits. */
export function answerOnce(response: Response): { readonly ack: AckFn<unknown>; readonly answered: () => boolean } {
  let answered = false;
  return {
    answered: () => answered,
    async ack(answer) {
      if (answered) throw new Error('a request has one answer');
      answered = true;
      if (response.destroyed) throw new Error('Slack has hung up');
      if (answer === undefined || answer === '') response.status(200).end();
      else if (typeof answer === 'string') response.status(200).type('text/plain').send(answer);
      else response.status(200).json(answer);
    },
  };
}
