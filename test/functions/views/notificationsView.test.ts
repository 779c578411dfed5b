// The state of a link's change notifications, as people read it.
import { describe, expect, it } from 'vitest';
import { notificationsView } from '../../../functions/views/notificationsView.ts';
import { notificationStatusOf } from '../../../shared/links/notifications/notificationStatus.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const standing = { id: 's', tenant: 't', clientStateHash: 'h', expiresAt: NOW + 60_000 };

describe('notificationsView', () => {
  it('says until when they come, and neither ids nor secrets', () => {
    expect(notificationsView(notificationStatusOf({ link: 'ada', standing, dueAt: NOW }, NOW))).toEqual({
      notifications: { until: '2026-11-20T09:01:00.000Z' },
    });
  });

  it('says why there are none, since when, and when it is tried again', () => {
    const problem = { code: 'notifications-not-delivered', at: NOW - 60_000 };
    const over = { ...standing, expiresAt: NOW };
    expect(
      notificationsView(notificationStatusOf({ link: 'ada', standing: over, dueAt: NOW + 60_000, problem }, NOW)),
    ).toMatchObject({
      notifications: {
        problem: { code: 'notifications-not-delivered', who: 'operator', since: '2026-11-20T08:59:00.000Z' },
        nextTry: '2026-11-20T09:01:00.000Z',
      },
    });
    expect(notificationsView(notificationStatusOf({ link: 'ada', standing: over, dueAt: NOW }, NOW))).toEqual({
      notifications: {},
    });
  });

  it('says nothing of a link without', () => {
    expect(notificationsView(notificationStatusOf(undefined, NOW))).toEqual({});
  });
});
