import { ControlError, type FaultPlace } from './emulator.ts';

/** Scripted trouble: armed by the control interface, taken by the emulators where it applies. */
export interface Faults {
  /** Arms trouble after what is armed already. Throws `ControlError` when the place or the fault does not exist. */
  arm(faults: readonly ArmedFault[]): void;
  /** The next trouble at that place, used up once; `undefined` in peace. */
  take(at: string): string | undefined;
  armed(): readonly Required<ArmedFault>[];
  places(): readonly FaultPlace[];
  clear(): void;
}

export interface ArmedFault {
  readonly at: string;
  readonly fault: string;
  /** How often it strikes; once unless told. */
  readonly count?: number;
}

export function createFaults(places: () => readonly FaultPlace[]): Faults {
  let armed: { at: string; fault: string; count: number }[] = [];

  return {
    arm(faults) {
      for (const { at, fault } of faults) {
        const place = places().find((known) => known.at === at);
        if (place === undefined) throw new ControlError('no_place', `There is no place "${at}".`);
        if (!place.faults.some((known) => known.fault === fault)) {
          throw new ControlError('no_fault', `"${at}" knows no fault "${fault}".`);
        }
      }
      armed.push(...faults.map(({ at, fault, count }) => ({ at, fault, count: count ?? 1 })));
    },
    take(at) {
      const next = armed.find((entry) => entry.at === at);
      if (next === undefined) return undefined;
      next.count -= 1;
      armed = armed.filter((entry) => entry.count > 0);
      return next.fault;
    },
    armed: () => armed.map((entry) => ({ ...entry })),
    places,
    clear() {
      armed = [];
    },
  };
}
