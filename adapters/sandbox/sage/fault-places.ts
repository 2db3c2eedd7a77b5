import type { FaultPlace } from '../emulator.ts';

const offline = { fault: 'offline', says: 'the connection is cut before anything is read' };
const hang = { fault: 'hang', says: 'no answer ever comes' };
const garbage = { fault: 'garbage', says: 'the answer is not JSON' };
const busy = { fault: 'busy', says: '503, Sage takes nothing now' };

export const sageFaultPlaces: readonly FaultPlace[] = [
  { at: 'sage.bridge', faults: [offline] },
  {
    at: 'sage.operations',
    faults: [
      { fault: 'refuseConnection', says: 'the connection is cut before anything is read; nothing is written' },
      busy,
      { fault: 'noLicence', says: '503, no licence is free' },
      { fault: 'recordLocked', says: '503, somebody has the job open' },
      { fault: 'tooMany', says: '429 without Retry-After' },
      { fault: 'dropBeforeCommit', says: 'the request is read and the connection cut; nothing is written' },
      { fault: 'dropAfterCommit', says: 'Sage commits, then the connection is cut' },
      { fault: 'hang', says: 'the operation runs, no answer ever comes' },
      { fault: 'garbage', says: 'the operation runs, the answer is not JSON' },
      { fault: 'html', says: 'the operation runs, a proxy answers with a web page' },
      { fault: 'halfBody', says: 'the operation runs, half of the answer comes' },
      {
        fault: 'lateCommit',
        says: 'the connection is cut, the request arrives later and commits unless it was closed',
      },
      { fault: 'forgets', says: 'Sage commits, the connection is cut and the journal loses the operation' },
      { fault: 'unknown', says: 'Sage commits, the journal says unknown' },
      { fault: 'unknownUnwritten', says: 'nothing is written, the journal says unknown' },
    ],
  },
  { at: 'sage.operation-state', faults: [offline, hang, garbage] },
  {
    at: 'sage.books',
    faults: [
      { fault: 'refuses', says: 'Sage refuses a field (14050)' },
      { fault: 'failCloseLost', says: 'Sage accepts, and loses the record when the session closes' },
      { fault: 'failCloseSaved', says: 'Sage reports a failed close, and has saved the record' },
      { fault: 'altersRetainage', says: 'Sage writes another retainage' },
      { fault: 'altersLine', says: 'Sage writes another amount on the first line' },
      { fault: 'addsTax', says: 'Sage adds a tax to the next invoice' },
      { fault: 'blanksField', says: 'Sage leaves the description blank' },
      {
        fault: 'cutsText',
        says: 'Sage cuts the number after 12 characters and the description after 30, and says nothing',
      },
    ],
  },
  { at: 'sage.preview', faults: [busy, garbage, offline] },
  {
    at: 'sage.reads',
    faults: [offline, busy, hang, garbage, { fault: 'wrongShape', says: 'the answer is JSON of another shape' }],
  },
];
