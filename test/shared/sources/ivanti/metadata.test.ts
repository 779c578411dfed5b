// The properties in CSDL.
import { describe, expect, it } from 'vitest';
import { isMetadata, propertiesIn } from '../../../../shared/sources/ivanti/metadata.ts';

const csdl = (types: string) =>
  `<?xml version="1.0"?><edmx:Edmx Version="4.0"><edmx:DataServices><Schema>${types}</Schema></edmx:DataServices></edmx:Edmx>`;

describe('propertiesIn', () => {
  it('are those of the type that was asked for, in any case', () => {
    const text = csdl(
      '<EntityType Name="frs_calendaritem"><Property Name="Subject" Type="Edm.String"/></EntityType>' +
        '<EntityType Name="change"><Property Name="Status" Type="Edm.String"/></EntityType>',
    );
    expect(propertiesIn(text, 'Frs_CalendarItem')).toEqual([{ name: 'Subject', type: 'Edm.String' }]);
  });

  it('a set that does not exist has none', () => {
    expect(propertiesIn(csdl('<EntityType Name="nothing"/>'), 'nothing')).toEqual([]);
  });

  it('a page for people and a text that is cut short are no metadata', () => {
    expect(propertiesIn('<html><body>Sign in</body></html>', 'change')).toBeUndefined();
    const text = csdl('<EntityType Name="change"><Property Name="Status" Type="Edm.String"/></EntityType>');
    expect(propertiesIn(text.slice(0, -30), 'change')).toBeUndefined();
    expect(isMetadata('{}')).toBe(false);
  });

  it('entities that a document makes up are not expanded', () => {
    const text = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>${csdl('<EntityType Name="x"><Property Name="&a;" Type="t"/></EntityType>')}`;
    expect(propertiesIn(text, 'x')).toBeUndefined();
  });
});
