// Checks a definition of a state machine, which is read from standard input.
import { readFileSync } from 'node:fs';
import validate from 'asl-validator';

const result = validate(JSON.parse(readFileSync(0, 'utf8')), { checkPaths: true, checkArn: true });
if (!result.isValid) {
  console.error(result.errorsText('\n'));
  process.exitCode = 1;
}
