import { type Template, TemplateResolver } from '../../local/workflow/template';

const template: Template = {
  Resources: {
    Lake: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: { 'Fn::Join': ['-', ['openaq', { Ref: 'AWS::AccountId' }, { Ref: 'AWS::Region' }]] },
      },
    },
    Extract: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { BUCKET: { Ref: 'Lake' } } } } },
  },
};
const resolver = new TemplateResolver(template);

describe('TemplateResolver', () => {
  it('resolves a reference to the physical name where the template gives one, else to the logical id', () => {
    expect(resolver.resolve({ Ref: 'Lake' })).toBe('openaq-000000000000-local');
    expect(resolver.resolve({ Ref: 'Extract' })).toBe('Extract');
  });

  it('resolves attributes, joins and substitutions wherever they are', () => {
    expect(
      resolver.resolve({
        list: [{ 'Fn::GetAtt': ['Extract', 'Arn'] }],
        text: { 'Fn::Sub': 's3://${Lake}/${AWS::Partition}' },
        joined: { 'Fn::Join': ['', ['a', { 'Fn::Join': ['/', ['b', { Ref: 'Lake' }]] }]] },
        plain: { Ref: 'x', other: 1 },
      }),
    ).toEqual({
      list: ['Extract.Arn'],
      text: 's3://openaq-000000000000-local/aws',
      joined: 'ab/openaq-000000000000-local',
      plain: { Ref: 'x', other: 1 },
    });
  });

  it('resolves the properties of a resource', () => {
    const [found] = resolver.resources('AWS::Lambda::Function');

    expect(found?.[0]).toBe('Extract');
    expect(found && resolver.properties(found[1])).toEqual({
      Environment: { Variables: { BUCKET: 'openaq-000000000000-local' } },
    });
  });

  it.each([
    ['an intrinsic without a local meaning', { 'Fn::ImportValue': 'other-stack' }, /Fn::ImportValue/],
    ['a reference to nothing', { Ref: 'Ghost' }, /Ghost/],
  ])('names %s', (_, value, message) => {
    expect(() => resolver.resolve(value)).toThrow(
      expect.objectContaining({ name: 'UnsupportedTemplateError', message: expect.stringMatching(message) }),
    );
  });
});
