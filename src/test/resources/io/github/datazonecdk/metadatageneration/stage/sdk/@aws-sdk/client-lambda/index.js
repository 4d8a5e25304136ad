'use strict';
// The part of the AWS SDK that the Provider framework uses, on the endpoint that the SDK itself would take from the
// environment. Not signed, not retried.
exports.Lambda = class Lambda {
  async invoke({ FunctionName, Payload }) {
    const url = `${process.env.AWS_ENDPOINT_URL_LAMBDA}/2015-03-31/functions/${encodeURIComponent(FunctionName)}/invocations`;
    const response = await fetch(url, { method: 'POST', body: Payload });
    if (!response.ok) throw new Error(`Lambda answered ${response.status}: ${await response.text()}`);
    return {
      StatusCode: response.status,
      FunctionError: response.headers.get('x-amz-function-error') || undefined,
      Payload: new Uint8Array(await response.arrayBuffer()),
    };
  }
};

exports.waitUntilFunctionActiveV2 = async () => ({ state: 'SUCCESS' });
