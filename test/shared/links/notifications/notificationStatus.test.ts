// The change notifications in the status of a link.
import { describe, expect, it } from 'vitest';
import { notificationStatusOf } from '../../../../shared/links/notifications/notificationStatus.ts';

const standing = { id: 's', tenant: 't', clientStateHash: 'h', expiresAt: 10 };

describe('notificationStatusOf', () => {
  it('says until when they come, as long as that is to come, and neither ids nor secrets', () => {
    expect(notificationStatusOf({ link: 'ada', standing, dueAt: 5 }, 9)).toEqual({ until: 10 });
    expect(notificationStatusOf({ link: 'ada', standing, dueAt: 5 }, 10)).toEqual({});
  });

  it('says why there are none, and when it is tried again', () => {
    const problem = { code: 'notifications-not-delivered', at: 3 };
    expect(notificationStatusOf({ link: 'ada', dueAt: 5, problem }, 4)).toEqual({ problem, nextTry: 5 });
  });

  it('says nothing of a link without', () => {
    expect(notificationStatusOf(undefined, 0)).toBeUndefined();
  });
});
