import { type ASLLanguageServiceParams, getLanguageService, TextDocument } from 'amazon-states-language-service';
import aslValidator from 'asl-validator';
import { CONFIGURATIONS } from '../support/configurations';
import { definitionOf } from '../support/state-machine';

/** What the language service that AWS's own editors use says about a definition. */
const diagnosticsOf = async (definition: object): Promise<string[]> => {
  const service = getLanguageService({} as ASLLanguageServiceParams);
  const document = TextDocument.create('file:///definition.asl.json', 'json', 1, JSON.stringify(definition, null, 2));
  const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
  return diagnostics.map(({ message, range }) => `line ${range.start.line}: ${message}`);
};

const validatorErrorsOf = (definition: object): string => {
  const validation = aslValidator(structuredClone(definition));
  return validation.isValid ? '' : validation.errorsText('\n');
};

describe.each(['default', 'paused between runs', 'serverless', 'other names'])(
  'the definition of the stack %s',
  (name) => {
    const definition = definitionOf(CONFIGURATIONS[name]);

    it('is clean for asl-validator', () => {
      expect(validatorErrorsOf(definition)).toBe('');
    });

    it("is clean for the language service of AWS's editors", async () => {
      expect(await diagnosticsOf(definition)).toEqual([]);
    });
  },
);

describe('the validators', () => {
  const definition = definitionOf();
  const withPlanRun = (fields: object) => ({
    ...definition,
    States: { ...definition.States, PlanRun: { ...definition.States['PlanRun'], ...fields } },
  });

  it('see a transition to a state that does not exist', async () => {
    expect(await diagnosticsOf(withPlanRun({ Next: 'Nowhere' }))).not.toEqual([]);
  });

  it('see a path that is none', () => {
    expect(validatorErrorsOf(withPlanRun({ ResultPath: 'plan' }))).not.toBe('');
  });
});
