import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log, LogFields } from '../../src/ports/log.ts';
import { transferAtHand } from './at-hand.ts';
import { safeFields } from './safe-fields.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One JSON object a line, to standard output unless told. */
export function pinoLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin: atHand };
  return logOn(destination === undefined ? pino(options) : pino(options, destination));
}

/** What a line says itself comes later, and so holds. */
function atHand(): { readonly transfer?: string } {
  const transfer = transferAtHand();
  return transfer === undefined ? {} : { transfer };
}

function logOn(logger: Logger): Log {
  return {
    info: (message, fields = {}) => logger.info(safeFields(fields), message),
    warn: (message, fields = {}) => logger.warn(safeFields(fields), message),
    error: (message, fields = {}) => logger.error(safeFields(fields), message),
    with: (fields: LogFields) => logOn(logger.child(safeFields(fields))),
  };
}
