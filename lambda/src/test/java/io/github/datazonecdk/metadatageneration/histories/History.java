package io.github.datazonecdk.metadatageneration.histories;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.histories.Choices.Draws;
import io.github.datazonecdk.metadatageneration.provider.Deployment;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import io.github.datazonecdk.metadatageneration.provider.RunProperties;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The history of a stack of two resources, as CloudFormation and the Provider framework would make it, against a
 * DataZone that has its own troubles. What the handler answers is judged by {@link Lifecycle}.
 */
final class History {
    private static final List<Duration> INTERVALS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofMinutes(5));
    private static final String INVENTED = "MyStack-%s-1GXP7AYLQKMKD";

    private final HistoryTime time;
    private final Deployment deployment;
    private final StandInDataZone dataZone;
    private final Lifecycle lifecycle;
    private final Story story;
    private final List<Resource> resources = List.of(new Resource("Orders"), new Resource("Customers"));
    private final List<Sent> sent = new ArrayList<>();
    private int requests;
    private String rollback;
    private String triedAgain;
    private boolean tokensFirst = true;
    private boolean meanwhile;
    private boolean calm;
    private String message = "not supported for input asset type";
    private Draws draws;
    private Duration latency = Duration.ZERO;

    /** What CloudFormation knows of a resource; no id means that there is none. */
    private static final class Resource {
        private String logicalId;
        private String id;
        private RunProperties properties;
        private RunProperties earlier;
        private State last;
        private State stable;
        private State failed;
        private boolean paused;
        private boolean detour;

        private Resource(String logicalId) {
            this.logicalId = logicalId;
        }

        private void becomes(String newId, RunProperties newProperties) {
            id = newId;
            properties = newProperties;
        }

        private void succeeds() {
            last = new State(id, properties);
            failed = null;
        }

        private void isStable() {
            succeeds();
            stable = last;
            paused = false;
            detour = false;
        }

        private void isGone() {
            id = null;
            last = null;
            stable = null;
            failed = null;
            paused = false;
            detour = false;
        }
    }

    /**
     * A state of a resource that something goes back to, or on from: the last one that it was in without a failure, the
     * stable one as the last deployment of the stack that came to its end has left it, or the one that failed.
     */
    private record State(String id, RunProperties properties) {}

    /** A request that has been delivered, and what the framework polls with. */
    private record Sent(Resource resource, ObjectNode request, Delivery delivery, ObjectNode event) {}

    History(HistoryTime time, Deployment deployment, Lifecycle lifecycle, Story story) {
        this.time = time;
        this.deployment = deployment;
        this.dataZone = deployment.dataZone;
        this.lifecycle = lifecycle;
        this.story = story;
        dataZone.onCall(this::called);
    }

    private void called(StandInCall call) {
        lifecycle.saw(call);
        time.pass(latency);
        story.call(call);
    }

    void play(Choices choices) {
        List<Draws> steps = choices.steps();
        draws = steps.isEmpty() ? null : steps.get(0);
        if (draws != null) {
            texts();
            calm = !draws.chance(50);
        }
        for (Draws step : steps) {
            draws = step;
            story.step(time.now());
            step();
        }
        deleteEverything();
        lifecycle.leavesNothing();
        lifecycle.keepsSecrets(deployment.logs());
    }

    private void step() {
        Resource resource = draws.chance(25) ? resources.get(1) : resources.get(0);
        int kind = draws.below(100);
        if (kind < 60) {
            deployInTheWeather(resource);
        } else if (kind < 72) {
            othersRun();
        } else if (kind < 84) {
            fateOfARun();
        } else if (kind < 90) {
            lapse(draws.oneOf(1, 5, 30, 90) * 60);
        } else if (kind < 93) {
            forgetTokens();
        } else {
            late();
        }
    }

    /** In a calm history resources get created, so that there is more to say about what becomes of them. */
    private void deployInTheWeather(Resource resource) {
        if (calm && resource.id == null) {
            fairWeather();
        } else {
            weather();
        }
        deploy(resource);
        clearUp();
    }

    private void lapse(int seconds) {
        story.tell("%d s pass", seconds);
        time.pass(Duration.ofSeconds(seconds));
    }

    /** As services do after some hours; within a request they do not. */
    private void forgetTokens() {
        story.tell("DataZone forgets client tokens");
        lifecycle.count("tokens forgotten");
        dataZone.forgetTokens();
        lifecycle.forgetsTokens();
    }

    /** As long as they may be. */
    private void texts() {
        if (draws.chance(15)) {
            lifecycle.count("long texts");
            message = "Ünmöglich, weil:\n\t日本語 ".repeat(300);
            resources.forEach(resource -> resource.logicalId =
                    (resource.logicalId + "0123456789").repeat(17).substring(0, 255));
            dataZone.runIds(() -> "run%033d".formatted(dataZone.runs().size() + 1));
        }
    }

    // DataZone's troubles

    private void fairWeather() {
        story.tell("fair weather");
        dataZone.faultNoMore();
        dataZone.conflicts(false);
        dataZone.runsTake(Duration.ofSeconds(2), Duration.ofSeconds(draws.oneOf(3, 3, 3, 10_000)));
        dataZone.runs(StandInOutcome.succeeds());
    }

    private void weather() {
        runs();
        dataZone.pageSize(draws.chance(10) ? 1 : 50);
        dataZone.typesInGet(!draws.chance(10));
        dataZone.fillsInRevision(draws.chance(30));
        tokensFirst = !draws.chance(10);
        lifecycle.count(tokensFirst ? "tokens before conflicts" : "conflicts before tokens");
        dataZone.tokensFirst(tokensFirst);
        if (draws.chance(12)) {
            fateOfANewRun();
        }
        latency = draws.chance(8) ? Duration.ofSeconds(draws.oneOf(1, 10, 29)) : Duration.ZERO;
        if (!latency.isZero()) {
            story.tell("each call takes %d s", latency.toSeconds());
            lifecycle.count("calls take long");
        }
        dataZone.conflicts(!draws.chance(15));
        for (int faults = draws.oneOf(0, 0, 0, 1, 1, 2, 3); faults > 0; faults--) {
            fault();
        }
        if (draws.chance(15)) {
            story.tell("no predictions are accepted");
            dataZone.faultFor(
                    Duration.ofMinutes(20),
                    ACCEPT,
                    draws.oneOf(StandInFault.invalid(message), StandInFault.accessDenied()));
        }
        if (draws.chance(15)) {
            int seconds = draws.oneOf(5, 20, 60, 300);
            String asset = draws.oneOf(RunProperties.ASSET, "customers");
            List<String> types = draws.oneOf(List.of("BUSINESS_DESCRIPTIONS"), List.of("BUSINESS_NAMES"));
            story.tell("in %d s somebody else starts a run on %s for %s", seconds, asset, types);
            time.in(Duration.ofSeconds(seconds), () -> byHand(RunProperties.PROJECT, asset, types, 60));
        }
    }

    private void runs() {
        int submitted = draws.oneOf(2, 0, 30, 120);
        int inProgress = draws.oneOf(3, 0, 30, 400, 4000);
        StandInOutcome outcome = outcome();
        story.tell("runs are SUBMITTED for %d s, IN_PROGRESS for %d s, then %s", submitted, inProgress, outcome);
        dataZone.runsTake(Duration.ofSeconds(submitted), Duration.ofSeconds(inProgress));
        dataZone.runs(outcome);
    }

    private StandInOutcome outcome() {
        return switch (draws.below(12)) {
            case 0, 1, 2, 3, 4, 5 -> StandInOutcome.succeeds();
            case 6, 7 -> StandInOutcome.fails(message);
            case 8 -> StandInOutcome.succeedsPartially(message);
            case 9 -> StandInOutcome.isCanceled();
            case 10 -> StandInOutcome.neverEnds();
            default -> StandInOutcome.ends("PAUSED");
        };
    }

    private void fault() {
        String operation = draws.oneOf(START, GET, CANCEL, LIST, ACCEPT, START, GET, CANCEL);
        StandInFault fault = draws.oneOf(
                StandInFault.throttled(),
                StandInFault.internalError(),
                StandInFault.loseAnswer(),
                StandInFault.unavailable(),
                StandInFault.cutConnection(),
                StandInFault.answerGarbage(),
                StandInFault.accessDenied(),
                StandInFault.conflict(),
                StandInFault.loseAnswer(),
                StandInFault.accessDenied(),
                StandInFault.quotaExceeded(),
                StandInFault.unauthorized(),
                StandInFault.invalid(message),
                StandInFault.notFound(message));
        if (operation.equals(CANCEL) && fault.equals(StandInFault.answerGarbage())) {
            return; // Its status is all that an answer to Cancel says.
        }
        if (draws.chance(40)) {
            int seconds = draws.oneOf(20, 50, 120, 400, 900);
            story.tell("for %d s %s: %s", seconds, operation, fault);
            dataZone.faultFor(Duration.ofSeconds(seconds), operation, fault);
        } else {
            int times = draws.oneOf(1, 2, 5);
            story.tell("%d times %s: %s", times, operation, fault);
            dataZone.fault(operation, fault, times);
        }
    }

    private void clearUp() {
        latency = Duration.ZERO;
        if (draws.chance(15)) {
            lifecycle.count("faults last");
        } else {
            dataZone.faultNoMore();
        }
    }

    private void othersRun() {
        List<String> types = draws.oneOf(
                List.of("BUSINESS_DESCRIPTIONS"),
                List.of("BUSINESS_NAMES"),
                List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"));
        String project = draws.oneOf(RunProperties.PROJECT, "other");
        String asset = draws.oneOf(RunProperties.ASSET, "customers");
        int seconds = draws.oneOf(20, 120, 1000, 100_000);
        story.tell("somebody else starts a run of %d s on %s for %s in %s", seconds, asset, types, project);
        byHand(project, asset, types, seconds);
    }

    private void byHand(String project, String asset, List<String> types, int seconds) {
        String run = dataZone.startByHand(RunProperties.DOMAIN, project, asset, null, types, "somebody-else")
                .id();
        lifecycle.count("somebody else's run");
        time.in(Duration.ofSeconds(seconds), () -> dataZone.end(run, StandInOutcome.succeeds()));
    }

    private void fateOfARun() {
        if (!dataZone.runs().isEmpty()) {
            fate(draws.oneOf(dataZone.runs()).id(), draws.chance(25), outcome());
        }
    }

    /** While somebody waits for it, if it is long enough. */
    private void fateOfANewRun() {
        int seconds = draws.oneOf(10, 70, 250, 400);
        boolean forgotten = draws.chance(25);
        StandInOutcome outcome = outcome();
        time.in(Duration.ofSeconds(seconds), () -> {
            List<StandInRun> runs = dataZone.runs();
            if (!runs.isEmpty()) {
                lifecycle.count("fate of a new run");
                fate(runs.get(runs.size() - 1).id(), forgotten, outcome);
            }
        });
    }

    private void fate(String run, boolean forgotten, StandInOutcome outcome) {
        if (forgotten) {
            story.tell("%s is forgotten", run);
            lifecycle.count("run forgotten");
            dataZone.forget(run);
            lifecycle.forgets(run);
        } else if (StandInOutcome.isActive(dataZone.run(run).status())) {
            story.tell("%s becomes %s", run, outcome.status());
            lifecycle.count("run becomes " + outcome.status());
            dataZone.end(run, outcome);
        }
    }

    // CloudFormation

    private void deploy(Resource resource) {
        if (resource.id == null) {
            create(resource);
        } else if (resource.paused && draws.chance(25)) {
            story.tell("the stack is rolled back after all");
            lifecycle.count("RollbackStack");
            rollBack(resource);
        } else if (draws.chance(calm ? 5 : 15)) {
            delete(resource);
        } else if (resource.last == null && draws.chance(50)) {
            createInstead(resource);
        } else {
            update(resource);
        }
    }

    private void create(Resource resource) {
        RunProperties properties = HistorySettings.fresh(draws);
        Answer answer = send(resource, deployment.createEvent(properties));
        if (answer == null) {
            deleted(resource, INVENTED.formatted(resource.logicalId), properties);
            return;
        }
        resource.becomes(answer.physicalId(), properties);
        boolean siblingFails = answer.succeeded() && draws.chance(calm ? 5 : 20);
        if (siblingFails || !answer.succeeded() && !draws.chance(35)) {
            story.tell("it is rolled back");
            lifecycle.count("create rolled back");
            delete(resource);
        } else if (answer.succeeded()) {
            resource.isStable();
        } else {
            resource.paused = true;
        }
    }

    /** AWS documents it so: what never was in a stable state is deleted by the next operation. */
    private void createInstead(Resource resource) {
        story.tell("what could not be created is deleted first");
        lifecycle.count("created after a failed Create");
        delete(resource);
        create(resource);
    }

    private void update(Resource resource) {
        State left = new State(resource.id, resource.properties);
        boolean again = resource.failed != null && draws.chance(60);
        RunProperties properties = again ? resource.failed.properties() : updated(resource);
        if (again) {
            story.tell("the failed update is tried again");
            triedAgain = resource.failed.id();
        }
        resource.earlier = left.properties();
        Answer answer = send(resource, deployment.updateEvent(left.id(), left.properties(), properties));
        if (answer != null && answer.succeeded()) {
            updated(resource, answer.physicalId(), properties);
        } else if (answer != null && draws.chance(40)) {
            notRolledBack(resource, left, new State(answer.physicalId(), properties));
        } else {
            boolean newId = answer != null && !draws.chance(30);
            resource.becomes(newId ? answer.physicalId() : left.id(), properties);
            if (newId) {
                resource.failed = new State(answer.physicalId(), properties);
            }
            rollBack(resource);
        }
    }

    private void updated(Resource resource, String id, RunProperties properties) {
        State left = new State(resource.id, resource.properties);
        resource.becomes(id, properties);
        if (!draws.chance(30)) {
            resource.isStable();
            cleanUp(resource, left);
        } else if (draws.chance(75)) {
            story.tell("a sibling fails");
            rollBack(resource);
        } else {
            story.tell("a sibling fails, and it is not rolled back");
            lifecycle.count("sibling fails, not rolled back");
            resource.succeeds();
            resource.paused = true;
            resource.detour |= !lifecycle.areOneRun(id, left.id());
        }
    }

    /**
     * With rollback disabled: AWS documents that failed resources are rolled back to their last known stable state, all
     * the same. The failed one may as well be left as it is.
     */
    private void notRolledBack(Resource resource, State left, State failed) {
        story.tell("the stack is not rolled back");
        lifecycle.count("update not rolled back");
        resource.becomes(failed.id(), failed.properties());
        resource.paused = true;
        resource.failed = failed;
        if (resource.last == null || draws.chance(35)) {
            return;
        }
        story.tell("the failed resource is");
        lifecycle.count("failed resource rolled back alone");
        State last = resource.last;
        boolean oldId = draws.chance(25);
        String from = oldId ? left.id() : failed.id();
        Answer answer = goBack(resource, from, failed.properties(), last);
        if (answer == null || !answer.succeeded()) {
            resource.id = answer == null ? from : answer.physicalId();
            return;
        }
        resource.becomes(answer.physicalId(), last.properties());
        resource.succeeds();
        resource.failed = oldId ? null : failed;
        if (draws.chance(50)) {
            cleanUp(resource, new State(from, failed.properties()));
        }
    }

    private RunProperties updated(Resource resource) {
        if (resource.earlier != null && draws.chance(20)) {
            story.tell("back to the settings before");
            lifecycle.count("settings of before");
            return resource.earlier;
        }
        return draws.chance(12) ? resource.properties : HistorySettings.update(draws, resource.properties);
    }

    /** An Update like any other; where it fails, it is continued later, with or without this resource, or left so. */
    private void rollBack(Resource resource) {
        if (resource.stable == null) {
            story.tell("there is nothing to roll back to");
            delete(resource);
            return;
        }
        lifecycle.count("update rolled back");
        State stable = resource.stable;
        State failed = resource.failed;
        for (int tries = 0; tries < 3; tries++) {
            State left = new State(resource.id, resource.properties);
            troubles();
            Answer answer = goBack(resource, left.id(), left.properties(), stable);
            if (answer != null && answer.succeeded()) {
                resource.becomes(answer.physicalId(), stable.properties());
                resource.isStable();
                // Unless CloudFormation came with the id from before it, the resource knows what has failed.
                resource.failed = failed != null && failed.id().equals(left.id()) ? failed : null;
                cleanUp(resource, left);
                return;
            }
            resource.id = answer == null ? left.id() : answer.physicalId();
            // It has started the run of before anew, then, as that was cancelled.
            resource.detour |= !resource.id.equals(left.id());
            story.tell("the rollback failed: continued");
            lifecycle.count("rollback continued");
            dataZone.faultNoMore();
            if (draws.chance(25)) {
                skip(resource);
                return;
            }
        }
    }

    /** What hurts while going back more than while going on. */
    private void troubles() {
        if (draws.chance(15)) {
            forgetTokens();
        }
        if (draws.chance(12)) {
            story.tell("for 600 s each Get fails");
            lifecycle.count("outage during a rollback");
            dataZone.faultFor(Duration.ofMinutes(10), GET, StandInFault.internalError());
        }
    }

    /** CloudFormation takes it for rolled back, whatever it is. */
    private void skip(Resource resource) {
        story.tell("the resource is skipped");
        lifecycle.count("rollback skips the resource");
        resource.becomes(resource.id, resource.stable.properties());
        resource.isStable();
    }

    /**
     * A known limit: an id knows one run before its own, so what was there before a deployment that was not rolled back is
     * forgotten by the next one. And the id of a resource that was skipped need not stand for its properties.
     */
    private Answer goBack(Resource resource, String id, RunProperties from, State to) {
        boolean isForgotten = resource.detour && to == resource.stable;
        rollback = isForgotten || !lifecycle.standsFor(to.id(), to.properties().json()) ? null : to.id();
        try {
            return send(resource, deployment.updateEvent(id, from, to.properties()));
        } finally {
            rollback = null;
        }
    }

    private void cleanUp(Resource resource, State left) {
        if (!left.id().equals(resource.id) && !draws.chance(5)) {
            lifecycle.isKept(resource.id);
            deleted(resource, left.id(), left.properties());
            if (draws.chance(5)) {
                deleted(resource, left.id(), left.properties());
            }
            lifecycle.isKept(null);
        }
    }

    private void delete(Resource resource) {
        String id = resource.id;
        RunProperties properties = resource.properties;
        resource.isGone();
        if (id.equals(Deployment.CREATE_FAILED) && !draws.chance(20)) {
            story.tell("the framework keeps the Delete of %s to itself", id);
            return;
        }
        if (draws.chance(6)) {
            story.tell("%s is retained", id);
            lifecycle.count("retained");
            return;
        }
        deleted(resource, id, properties);
        if (draws.chance(10)) {
            deleted(resource, id, properties);
        }
    }

    private void deleted(Resource resource, String id, RunProperties properties) {
        send(resource, deployment.deleteEvent(id, properties));
    }

    private void deleteEverything() {
        draws = null;
        latency = Duration.ZERO;
        dataZone.faultNoMore();
        for (Resource resource : resources) {
            if (resource.id != null) {
                story.step(time.now());
                deleted(resource, resource.id, resource.properties);
            }
        }
    }

    // The Provider framework

    /** Null where CloudFormation does not listen to the answer. */
    private Answer send(Resource resource, ObjectNode request) {
        request.put("LogicalResourceId", resource.logicalId);
        request.put("RequestId", requestId(resource));
        return deliver(resource, request);
    }

    /** CloudFormation is reported to use one again when it tries again. */
    private String requestId(Resource resource) {
        List<String> earlier = sent.stream()
                .filter(one -> one.resource() == resource)
                .map(one -> one.request().get("RequestId").textValue())
                .toList();
        if (draws != null && !earlier.isEmpty() && draws.chance(6)) {
            lifecycle.count("RequestId used again");
            return earlier.get(earlier.size() - 1);
        }
        return "request-" + ++requests;
    }

    private Answer deliver(Resource resource, ObjectNode request) {
        int way = draws == null ? 0 : draws.below(100);
        boolean isDelete = request.get("RequestType").textValue().equals("Delete");
        if (way >= 92) {
            story.tell("delivered twice");
            lifecycle.count("delivered twice");
            Sent first = begin(resource, request);
            if (!tokensFirst || first.delivery().dependsOnWhatIsRead()) {
                lifecycle.excuse(first.delivery());
            }
        }
        Instant began = time.now();
        Sent begun = begin(resource, request);
        if (begun.event() == null) {
            return begun.delivery().refusal();
        }
        if (way >= 84 && way < 87 && !isDelete) {
            story.tell("the framework's waiter does not start");
            lifecycle.count("the waiter does not start");
            lifecycle.excuse(begun.delivery());
            return deployment.failed(
                    request,
                    request.path("PhysicalResourceId").asText(Deployment.CREATE_FAILED),
                    new FunctionError(new IllegalStateException("StartExecution failed")),
                    true,
                    0,
                    began);
        }
        if (way >= 87 && way < 92 && !isDelete) {
            return cancelled(begun);
        }
        return waitFor(begun, began);
    }

    /** A sibling has failed: CloudFormation goes on without the answer, the waiter goes on polling. */
    private Answer cancelled(Sent begun) {
        story.tell("CloudFormation cancels it");
        lifecycle.count("cancelled by CloudFormation");
        lifecycle.excuse(begun.delivery());
        for (int polls = draws.oneOf(0, 1, 2); polls > 0; polls--) {
            if (begun.delivery().poll(begun.event()) != null) {
                break;
            }
            time.pass(Duration.ofSeconds(10));
        }
        return null;
    }

    private Sent begin(Resource resource, ObjectNode request) {
        story.request(request);
        Delivery delivery = lifecycle.begin(request);
        delivery.isRollbackTo(rollback);
        delivery.triesAgain(triedAgain);
        triedAgain = null;
        ObjectNode event = delivery.onEvent();
        time.pass(Duration.ofSeconds(1));
        Sent begun = new Sent(resource, request, delivery, event);
        sent.add(begun);
        return begun;
    }

    private Answer waitFor(Sent begun, Instant began) {
        Duration interval = draws == null ? INTERVALS.get(0) : interval(begun.request());
        while (true) {
            Answer answer = begun.delivery().poll(begun.event());
            if (answer != null) {
                lifecycle.told(answer.physicalId());
                return answer;
            }
            if (Duration.between(began, time.now()).compareTo(Duration.ofHours(1)) > 0) {
                throw new AssertionError("the framework gives up: Operation timed out");
            }
            time.pass(interval);
            meanwhile(begun.resource());
        }
    }

    /** CloudFormation deploys what does not depend on each other at the same time. */
    private void meanwhile(Resource waiting) {
        if (draws != null && !meanwhile && draws.chance(10)) {
            story.tell("meanwhile");
            lifecycle.count("two at once");
            meanwhile = true;
            rollback = null;
            triedAgain = null;
            deploy(resources.get(0) == waiting ? resources.get(1) : resources.get(0));
            meanwhile = false;
        }
    }

    /** Long waits are looked at less often, to have more histories. */
    private Duration interval(JsonNode request) {
        int timeout = request.at("/ResourceProperties/timeout").asInt(1800);
        return timeout > 300 ? INTERVALS.get(3) : draws.oneOf(INTERVALS);
    }

    /** An earlier request comes again, or its waiter polls on, when CloudFormation has long gone on. */
    private void late() {
        if (sent.isEmpty()) {
            return;
        }
        Sent earlier = draws.oneOf(sent);
        if (earlier.event() != null && draws.chance(50)) {
            story.tell("a late poll of %s", earlier.request().get("RequestId").textValue());
            lifecycle.count("late poll");
            earlier.delivery().poll(earlier.event());
        } else {
            story.tell("a late delivery");
            lifecycle.count("late delivery");
            Sent again = begin(earlier.resource(), earlier.request());
            lifecycle.excuse(again.delivery());
            if (again.event() != null) {
                again.delivery().poll(again.event());
            }
        }
    }

    static Map<String, String> shown(JsonNode properties) {
        Map<String, String> shown = new TreeMap<>();
        properties
                .properties()
                .forEach(member -> shown.put(member.getKey(), member.getValue().toString()));
        shown.keySet().removeAll(List.of("ServiceToken", "ServiceTimeout"));
        return shown;
    }
}
