import { readErrorBody } from '../../../../../lambdas/shared/adapters/openaq/read-error-body';
import { openAqRecording } from '../../../../support/openaq-fixtures';

describe('readErrorBody', () => {
  it.each([
    [
      'the firewall',
      '{"message": "Unauthorized. A valid API key must be provided in the X-API-Key header."}',
      'Unauthorized. A valid API key must be provided in the X-API-Key header.',
    ],
    ['the application', '{"detail":"Location not found"}', 'Location not found'],
    ['plain text', 'Internal Server Error', 'Internal Server Error'],
    ['nothing', ' \n', 'an empty body'],
    [
      'a gateway in HTML',
      '<HTML><HEAD><STYLE TYPE="text/css">h1 {color: red}</STYLE></HEAD>\n<BODY><H1>502 ERROR</H1>The request could not be satisfied.</BODY></HTML>',
      '502 ERROR The request could not be satisfied.',
    ],
    [
      'several problems',
      '{"detail":[{"loc":["query","limit"],"msg":"too many"},{"loc":["query","page"],"msg":"too few"}]}',
      'query.limit: too many; query.page: too few',
    ],
    [
      'problems of another form',
      '{"detail":[{"reason":7},null,"text",{"loc":["query"],"msg":7},{"loc":"query","msg":"no"}]}',
      '{"reason":7}; null; text; {"loc":["query"],"msg":7}; {"loc":"query","msg":"no"}',
    ],
    ['JSON of another form', '{ "error": "x" }', '{"error":"x"}'],
    ['JSON null', ' null ', 'null'],
    ['a message of null', '{"message":null,"detail":"Not Found"}', 'Not Found'],
    ['a JSON number', '7', '7'],
  ])('reads %s', (_, body, expected) => {
    expect(readErrorBody(body)).toBe(expected);
  });

  it.each([
    ['locations-limit-1001', 'query.limit: Input should be less than or equal to 1000'],
    ['locations-limit-abc', 'query.limit: Input should be a valid integer, unable to parse string as an integer'],
    ['locations-radius-26000', 'query.radius: Input should be less than or equal to 25000'],
    ['location-missing', 'Location not found'],
    ['locations-bbox-and-radius', 'Internal Server Error'],
  ])('reads the recorded body of %s', (name, expected) => {
    const { body, bodyIsJson } = openAqRecording(name);
    expect(readErrorBody(bodyIsJson ? JSON.stringify(body) : String(body))).toBe(expected);
  });

  it('reads the problems that newer releases of the server put under a heading, double quotes too', () => {
    const body = JSON.stringify(
      "2 validation errors:\n  {'type': 'enum', 'loc': ('query', 'order_by'), 'msg': \"Input should be 'id'\", 'input': 'x'}\n" +
        "  {'type': 'int_parsing', 'loc': ('path', 'sensors_id'), 'msg': 'Input should be a valid integer', 'input': 'y'}\n\n  File \"main.py\", line 4",
    );

    expect(readErrorBody(body)).toBe(
      "query.order_by: Input should be 'id'; path.sensors_id: Input should be a valid integer",
    );
  });

  it('makes one line of at most 300 characters', () => {
    expect(readErrorBody(`first\nsecond ${'x'.repeat(500)}`)).toHaveLength(300);
  });
});
