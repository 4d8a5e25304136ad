package io.github.datazonecdk.metadatageneration.contract;

import java.util.regex.Pattern;

/**
 * What a text may be.
 *
 * @param pattern the API's own, where it has one
 * @param allowed the pattern in words for people, as the function's messages have them
 */
public record Form(Pattern pattern, String allowed) {
    public static final Form DOMAIN =
            new Form("dzd[-_][a-zA-Z0-9_-]{1,36}", "a domain id: dzd- or dzd_ and 1 to 36 of a-zA-Z0-9_-");
    public static final Form PROJECT = new Form("[a-zA-Z0-9_-]{1,36}", "a project id: 1 to 36 of a-zA-Z0-9_-");
    /** An asset's identifier as AcceptPredictions and List take it; Start takes any. */
    public static final Form ACCEPTED =
            new Form("[a-zA-Z0-9_-]{1,36}", "1 to 36 of a-zA-Z0-9_- where acceptPredictions is true");

    public static final Form REVISION = new Form("(?s).{1,64}", "1 to 64 characters");
    public static final Form CLIENT_TOKEN = new Form("[\\x21-\\x7E]{1,128}", "1 to 128 visible ASCII characters");
    public static final Form REGION =
            new Form("[a-z]{2,10}(-[a-z0-9]{1,16}){1,4}", "a Region's name such as eu-west-1");
    public static final Form STATE_MACHINE = new Form(
            "arn:[a-z-]{1,32}:states:[a-z0-9-]{1,32}:[0-9]{12}:stateMachine:[\\x21-\\x7E&&[^:]]{1,80}",
            "the ARN of a state machine");
    public static final Form ROLE =
            new Form("arn:[a-z-]{1,32}:iam::[0-9]{12}:role/[\\x21-\\x7E]{1,576}", "the ARN of a role");
    public static final Form EXTERNAL_ID = new Form("[\\w+=,.@:/-]{2,1224}", "2 to 1,224 of a-zA-Z0-9_+=,.@:/-");

    public Form(String pattern, String allowed) {
        this(Pattern.compile(pattern), allowed);
    }

    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
