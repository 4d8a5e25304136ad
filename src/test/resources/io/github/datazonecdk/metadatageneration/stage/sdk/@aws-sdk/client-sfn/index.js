'use strict';
// The part of the AWS SDK that the Provider framework uses, on the endpoint that the SDK itself would take from the
// environment. Not signed, not retried.
exports.SFN = class SFN {
  async startExecution(request) {
    const response = await fetch(process.env.AWS_ENDPOINT_URL_SFN, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AWSStepFunctions.StartExecution' },
      body: JSON.stringify(request),
    });
    if (!response.ok) throw new Error(`Step Functions answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
};
