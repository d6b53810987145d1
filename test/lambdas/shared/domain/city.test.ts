import { displayNameOf } from '../../../../lambdas/shared/domain/city';

// What a city may be, and what not: test/lib/configuration.
describe('displayNameOf', () => {
  it('is how people write the city, where that is said, else its name', () => {
    expect(displayNameOf({ name: 'Hanoi', displayName: 'Hà Nội' })).toBe('Hà Nội');
    expect(displayNameOf({ name: 'Hanoi' })).toBe('Hanoi');
  });
});
