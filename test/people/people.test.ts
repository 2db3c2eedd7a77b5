import { describe, expect, it } from 'vitest';
import { authorsOf, isAuthor } from '../../src/people/authors.ts';
import { personByChat, personById, personByProcore } from '../../src/people/people.ts';
import { instant } from '../../src/shared/dates.ts';
import { personId, procoreUserId } from '../../src/shared/ids.ts';
import { carla, otto, people, petra } from '../builders.ts';

describe('people', () => {
  it('are one person under each of their identities', () => {
    expect(personByChat(people, 'slack', 'U-carla')).toBe(carla);
    expect(personByChat(people, 'teams', '29:carla')).toBe(carla);
    expect(personByProcore(people, procoreUserId('501'))).toBe(carla);
    expect(personById(people, personId('carla'))).toBe(carla);
  });

  it('are nobody under an identity of the other platform, or one that nobody has', () => {
    expect(personByChat(people, 'teams', 'U-carla')).toBeUndefined();
    expect(personByChat(people, 'slack', 'U-nobody')).toBeUndefined();
    expect(personByChat(people, 'slack', '')).toBeUndefined();
  });

  it('are nobody under an identity that two of them claim', () => {
    const twin = { ...otto, slack: carla.slack };

    expect(personByChat({ all: [carla, twin] }, 'slack', 'U-carla')).toBeUndefined();
  });
});

describe('the authors of a record', () => {
  const created = { createdBy: procoreUserId('503'), createdAt: instant(1_000), updatedAt: instant(1_000) };
  const changed = { ...created, updatedAt: instant(5_000) };
  const edit = (user: string, at: number) => ({ user: procoreUserId(user), at: instant(at) });

  it('are who created it, when nobody changed it since', () => {
    expect(authorsOf(created, [])).toEqual({ users: ['503'], lastEditor: '503', lastEditorKnown: true });
  });

  it('are not all known when it changed and nobody told by whom', () => {
    expect(authorsOf(changed, [])).toEqual({ users: ['503'], lastEditorKnown: false });
    expect(authorsOf(changed, [edit('501', 4_999)])).toEqual({ users: ['503', '501'], lastEditorKnown: false });
  });

  it('are known when a webhook of the last change named the user', () => {
    const authors = authorsOf(changed, [edit('503', 2_000), edit('501', 5_000)]);

    expect(authors).toEqual({ users: ['503', '501'], lastEditor: '501', lastEditorKnown: true });
  });

  it('are not known when Procore does not say who created it', () => {
    expect(authorsOf({ ...created, createdBy: undefined }, [])).toEqual({ users: [], lastEditorKnown: false });
  });

  it('are named once each, and everybody who ever changed it is one', () => {
    const authors = authorsOf(changed, [edit('501', 2_000), edit('503', 3_000), edit('501', 5_000)]);

    expect(authors.users).toEqual(['503', '501']);
    expect([isAuthor(authors, petra), isAuthor(authors, carla), isAuthor(authors, otto)]).toEqual([true, true, false]);
  });
});
