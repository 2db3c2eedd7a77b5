import { z } from 'zod';

/** A whole number that Sage uses as a key (vendor, job), as text: nobody calculates with it. */
export const digits = z.string().regex(/^\d{1,10}$/);
/** Six digits at most before the point and three after it, always written in full: "2010.000". */
export const costCode = z.string().regex(/^\d{1,6}\.\d{3}$/);
/** 1 Material, 2 Labor, 3 Equipment, 4 Subcontract, 5 Other, 6 to 9 named by the installation. */
export const costType = z.int().min(1).max(9);
/** A decimal number as text: quantities and unit prices, which are multiplied exactly and never as floats. */
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/);
/** US dollars as a whole number of cents. */
export const cents = z.int();
/** Hundredths of a percent: 5 % is 500. */
export const basisPoints = z.int();
/** A calendar day without a time zone, `YYYY-MM-DD`. */
export const day = z.iso.date();
/** A moment in UTC, ISO 8601. */
export const moment = z.iso.datetime();

export const operationKey = z.string().regex(/^[0-9A-Za-z._-]{1,128}$/);
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
/** Ordinal of the tries under one operation key, 1 for the first. */
export const attempt = z.int().min(1);
