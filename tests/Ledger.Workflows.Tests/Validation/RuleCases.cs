using System.Text.Json.Nodes;
using static Ledger.Workflows.Tests.Validation.Draft;

namespace Ledger.Workflows.Tests.Validation;

/// <summary>For each rule a definition that breaks it and one, as like it as can be, that does not.</summary>
internal static class RuleCases
{
    public sealed record Case(string Code, bool IsError, string? ActivityId, JsonObject Bad, JsonObject Good);

    private static JsonObject Start => Step("s", "Start");

    private static JsonObject End => Step("e", "End");

    private static JsonObject Line(string id = "l", string text = "x") => Step(id, "WriteLine", "text=" + text);

    public static IEnumerable<Case> All => [.. Flow, .. Loops, .. Joins, .. Tasks, .. Scripts, .. Times, .. Children, .. Use];

    private static IEnumerable<Case> Flow =>
    [
        new("step.unreachable", true, "l", Of(Chart("s>e", Start, End, Line())), Of(Chart("s>l l>e", Start, End, Line()))),
        new("step.unreachable", true, "l", Of(Sequence(Start, End, Line())), Of(Sequence(Start, Line(), End))),
        new("step.after-end", false, "e", Of(Chart("s>e e>l s>l", Start, End, Line())), Of(Chart("s>e s>l", Start, End, Line()))),
        new("outcome.unconnected", true, "t", Of(Chart("s>t t.Yes>e", Start, Task("t"), End)), Of(Chart("s>t t.Yes>e t.No>e", Start, Task("t"), End))),
        new("outcome.ends-here", false, "d",
            Of(Chart("s>d d.True>e", Start, Step("d", "FlowDecision", "condition=var:Flag"), End)),
            Of(Chart("s>d d.True>e d.False>e", Start, Step("d", "FlowDecision", "condition=var:Flag"), End))),
        new("outcome.ends-here", false, "h",
            Of(Chart("s>h h.200>e", Start, Step("h", "FlowSendHttpRequest", "url=http://x.invalid/", "expectedStatusCodes=[200,404]"), End)),
            Of(Chart("s>h h.200>e h.404>e h.Unmatched;status;code>e".Replace(';', '\u00a0'), Start, Step("h", "FlowSendHttpRequest", "url=http://x.invalid/", "expectedStatusCodes=[200,404]"), End), "{}").Spaced()),
    ];

    private static IEnumerable<Case> Loops =>
    [
        new("loop.endless", true, "l", Of(Chart("s>l l>m m>l", Start, Line(), Line("m"))), Of(Chart("s>l l>m m>l", Start, Line(), Step("m", "Delay", "timeSpan=00:01:00")))),
        new("loop.endless", true, "d",
            Of(Chart("s>d d.True>l l>d d.False>e", Start, Step("d", "FlowDecision", "condition=true"), Line(), End)),
            Of(Chart("s>d d.True>l l>d d.False>e", Start, Step("d", "FlowDecision", "condition=js:Math.random() > 0.5"), Line(), End))),
        new("loop.endless", true, "w",
            Of(Step("w", "While", "condition=js:true").With("body", Line())),
            Of(Step("w", "While", "condition=js:true").With("body", Sequence(Line(), Step("b", "Break"))))),
        new("loop.endless", true, "w",
            Of(Step("w", "While", "condition=true").With("body", Line())),
            Of(Step("w", "While", "condition=true").With("body", Step("wait", "Event", "eventName=go")))),
        new("loop.decision-fixed", false, "d",
            Of(Chart("s>d d.True>l l>d d.False>e", Start, Step("d", "FlowDecision", "condition=js:variables.Count < 3"), Line(), End)),
            Of(Chart("s>d d.True>l l>d d.False>e", Start, Step("d", "FlowDecision", "condition=js:variables.Count < 3"), Step("l", "SetVariable", "value=js:variables.Count + 1").With("variable", new JsonObject { ["id"] = "v-Count", ["name"] = "Count" }), End))),
        new("loop.decision-fixed", false, "w",
            Of(Step("w", "While", "condition=js:getCount() < 3").With("body", Line())),
            Of(Step("w", "While", "condition=js:getCount() < 3").With("body", Step("l", "RunJavaScript", "script=js:setCount(getCount() + 1)")))),
        new("loop.endless-unless-refused", false, "l",
            Of(Chart("s>l l>x x>l", Start, Line(), Step("x", "Test.Effect", "effect=a"))),
            Of(Chart("s>l l>x x>e", Start, Line(), Step("x", "Test.Effect", "effect=a"), End))),
        new("loop.never-runs", false, "w", Of(Step("w", "While", "condition=false").With("body", Line())), Of(Step("w", "While", "condition=var:Flag").With("body", Step("wait", "Event", "eventName=go")))),
        new("loop.step-zero", true, "f", Of(Step("f", "For", "end=3", "step=0").With("body", Line())), Of(Step("f", "For", "end=3", "step=1").With("body", Line()))),
    ];

    private static IEnumerable<Case> Joins
    {
        get
        {
            JsonObject Joined(string mode, bool fork) => Of(Chart(
                "s>d d.True>a d.False>b a>j b>j j>e", Start,
                fork ? Step("d", "FlowFork", "branches=[\"True\",\"False\"]") : Step("d", "FlowDecision", "condition=var:Flag"),
                Line("a"), Line("b"), Step("j", "FlowJoin", "mode=" + mode), End));
            JsonObject Partly(string mode) => Of(Chart(
                "s>k k.one>d k.two>b d.True>a d.False>e a>j b>j j>e", Start, Step("k", "FlowFork", "branches=[\"one\",\"two\"]"),
                Step("d", "FlowDecision", "condition=var:Flag"), Line("a"), Line("b"), Step("j", "FlowJoin", "mode=" + mode), End));
            return
            [
                new("join.never", true, "j", Joined("WaitAll", false), Joined("WaitAny", false)),
                new("join.never", true, "j", Joined("WaitAll", false), Joined("WaitAll", true)),
                new("join.may-wait", false, "j", Partly("WaitAll"), Partly("WaitAny")),
            ];
        }
    }

    private static IEnumerable<Case> Tasks
    {
        get
        {
            JsonObject One(params string[] inputs) => Of(Task("t", [.. inputs, "outcomes=[\"Done\"]"]));
            JsonObject Two(params string[] inputs) => Of(Chart("s>t t>u", Start, Task("t", "outcomes=[\"Done\"]", "candidateRoles=[\"Approver\"]"), Task("u", [.. inputs, "outcomes=[\"Done\"]"])));
            return
            [
                new("task.nobody", true, "t", One("candidateRoles=-"), One("candidateRoles=-", "candidateUsers=[\"ana\"]")),
                new("task.nobody", true, "t", One("candidateRoles=[]"), One("candidateRoles=-", "assignee=js:getInput('amount')")),
                new("task.role-unknown", true, "t", One("candidateRoles=[\"Oprator\"]"), One()),
                new("task.role-unknown", true, "t", One("escalateTo=[\"Boss\"]"), One("escalateTo=[\"Auditor\"]")),
                new("task.role-unheld", false, "t", One("candidateRoles=[\"Auditor\"]"), One("candidateRoles=[\"Operator\"]")),
                new("task.user-unknown", true, "t", One("candidateUsers=[\"zoe\"]"), One("candidateUsers=[\"ana\"]")),
                new("task.not-same-as-unknown", true, "u", Two("notSameAs=[\"x\"]"), Two("notSameAs=[\"t\"]")),
                new("task.assignee-excluded", true, "t", One("assignee=ana", "excludedUsers=[\"ana\"]"), One("assignee=ana", "excludedUsers=[\"berta\"]")),
                new("task.all-excluded", true, "t", One("excludedUsers=[\"ana\",\"berta\"]"), One("excludedUsers=[\"ana\"]")),
                new("task.only-one", false, "t", One("candidateRoles=[\"Approver\"]", "excludeStarter=true"), One("excludeStarter=true")),
                new("task.same-person", false, "u", Two("candidateRoles=[\"Approver\"]", "notSameAs=[\"t\"]"), Two("notSameAs=[\"t\"]")),
                new("task.form-unknown", true, "t", One("form=paymnt"), One("form=payment")),
                new("task.reminder-never", false, "t", One("remindBefore=01:00:00"), One("remindBefore=01:00:00", "dueIn=1.00:00:00")),
                new("task.escalates-to-nobody", false, "t", One("escalateAfter=01:00:00"), One("escalateAfter=01:00:00", "escalateTo=[\"Approver\"]")),
            ];
        }
    }

    private static IEnumerable<Case> Scripts
    {
        get
        {
            JsonObject Say(string script, string use = "") => Of(Sequence(Step("a", "WriteLine", "text=js:" + script), Step("b", "Event", "eventName=go", "result>v-Label"), Step("c", "WriteLine", "text=js:'' + [getCount(), getFlag(), getLabel()]" + use)));
            return
            [
                new("script.variable-unknown-meant", true, "a", Say("variables.Cont + 1"), Say("variables.Count + 1")),
                new("script.variable-unknown", true, "a", Say("variables.Zzz"), Say("variables.Label")),
                new("script.variable-unknown-meant", true, "a", Say("getVariable('Labl')"), Say("getVariable('Label')")),
                new("script.variable-unknown-meant", true, "a", Say("setCounts(1)"), Say("setCount(1)")),
                new("script.input-unknown-meant", true, "a", Say("getInput('amout')"), Say("getInput('amount')")),
                new("script.input-unknown", true, "a", Say("getInput('zzz')"), Say("getAmount()")),
                new("script.activity-unknown-meant", true, "a", Say("getOutputFrom('bb', 'Result')"), Say("getOutputFrom('b', 'Result')")),
                new("script.output-unknown-meant", true, "a", Say("getOutputFrom('b', 'Resul')"), Say("getResultFromB()")),
                new("script.name-unknown-meant", true, "a", Say("getCuont()"), Say("getCount()")),
                new("script.name-unknown-meant", true, "a", Say("Count"), Say("var Count = 1; Count")),
                new("script.name-unknown", true, "a", Say("[1].map(function (x) { return x + qqqqqq; })"), Say("[1].map(function (x) { return x + 1; })")),
                new("expression.script-invalid", true, "a", Say("1 +"), Say("1 + 1")),
                new("variable.unknown", true, "a", Of(Step("a", "WriteLine", "text=var:Nope")), Of(Step("a", "WriteLine", "text=var:Label"))),
                new("expression.type-mismatch", true, "a", Of(Step("a", "Delay", "timeSpan=var:Flag")), Of(Step("a", "Delay", "timeSpan=var:Label"))),
                new("output.type-mismatch", true, "i",
                    Of(Step("i", "If", "condition=js:variables.Count > 0", "result>v-Count")), Of(Step("i", "If", "condition=js:variables.Flag", "result>v-Flag"))),
            ];
        }
    }

    private static IEnumerable<Case> Times =>
    [
        new("cron.never", true, "c", Of(Step("c", "Cron", "cronExpression=0 0 0 30 2 ? 2020").Fields()), Of(Step("c", "Cron", "cronExpression=0 0 6 ? * MON"))),
        new("cron.invalid", true, "c", Of(Step("c", "Cron", "cronExpression=every day")), Of(Step("c", "Cron", "cronExpression=0 0 6 ? * MON"))),
        new("timer.interval-invalid", true, "t", Of(Step("t", "Timer", "interval=00:00:00").Trigger()), Of(Step("t", "Timer", "interval=00:01:00").Trigger())),
        new("delay.negative", true, "d", Of(Step("d", "Delay", "timeSpan=-00:01:00")), Of(Step("d", "Delay", "timeSpan=00:01:00"))),
        new("start-at.past", false, "a", Of(Step("a", "StartAt", "dateTime=2020-01-01T00:00:00Z")), Of(Step("a", "StartAt", "dateTime=2199-01-01T00:00:00Z"))),
        new("start-at.past-trigger", false, "a", Of(Step("a", "StartAt", "dateTime=2020-01-01T00:00:00Z").Trigger()), Of(Step("a", "StartAt", "dateTime=2199-01-01T00:00:00Z").Trigger())),
        new("schedule.cron-invalid", true, null, Scheduled("""{"name":"n","cron":"daily"}"""), Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI"}""")),
        new("schedule.never", true, null, Scheduled("""{"name":"n","cron":"0 0 0 30 2 ?"}"""), Scheduled("""{"name":"n","cron":"0 0 0 28 2 ?"}""")),
        new("schedule.time-zone-unknown", true, null, Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","timeZone":"America/Nowhere"}"""), Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","timeZone":"America/Santiago"}""")),
        new("schedule.incomplete", true, null, Scheduled("""{"cron":"0 0 6 ? * FRI"}"""), Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI"}""")),
        new("schedule.misfire-unknown", true, null, Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","misfire":"Maybe"}"""), Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","misfire":"RunOnce"}""")),
        new("schedule.input-invalid", true, null, Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","input":{"amont":1}}"""), Scheduled("""{"name":"n","cron":"0 0 6 ? * FRI","input":{"amount":1}}""")),
    ];

    private static IEnumerable<Case> Children =>
    [
        new("child.unknown", true, "x", Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=nobody")), Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=other"))),
        new("child.not-published", false, "x", Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=draft")), Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=other"))),
        new("child.input-missing", true, "x",
            Of(Step("x", "ExecuteWorkflow", "workflowDefinitionId=needy")), Of(Step("x", "ExecuteWorkflow", "workflowDefinitionId=needy", "input={\"file\":\"x\"}"))),
        new("child.input-unknown", false, "x",
            Of(Step("x", "ExecuteWorkflow", "workflowDefinitionId=needy", "input={\"file\":\"x\",\"fiel\":1}")),
            Of(Step("x", "ExecuteWorkflow", "workflowDefinitionId=needy", "input={\"file\":\"x\"}"))),
        new("child.endless", true, "x",
            Of(Sequence(Line(), Step("x", "DispatchWorkflow", "workflowDefinitionId=p"))),
            Of(Sequence(Step("d", "Delay", "timeSpan=01:00:00"), Step("x", "DispatchWorkflow", "workflowDefinitionId=p")))),
        new("child.recursive", false, "x",
            Of(Chart("s>d d.True>x d.False>e", Start, Step("d", "FlowDecision", "condition=js:getInput('amount') > 1"), Step("x", "DispatchWorkflow", "workflowDefinitionId=p"), End)),
            Of(Chart("s>d d.True>x d.False>e", Start, Task("d", "outcomes=[\"True\",\"False\"]"), Step("x", "DispatchWorkflow", "workflowDefinitionId=p"), End))),
        new("child.endless", true, "x",
            Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=calls-p")), Of(Step("x", "DispatchWorkflow", "workflowDefinitionId=other"))),
        new("http.path-twice", true, "b",
            Of(Chart("a>e b>e", Step("a", "HttpEndpoint", "path=orders/{id}").Trigger(), Step("b", "HttpEndpoint", "path=orders/{key}").Trigger(), End)),
            Of(Chart("a>e b>e", Step("a", "HttpEndpoint", "path=orders/{id}").Trigger(), Step("b", "HttpEndpoint", "path=orders/{id}", "supportedMethods=[\"POST\"]").Trigger(), End))),
        new("http.path-taken", true, "a",
            Of(Chart("a>e", Step("a", "HttpEndpoint", "path=taken").Trigger(), End)), Of(Chart("a>e", Step("a", "HttpEndpoint", "path=free").Trigger(), End))),
    ];

    private static IEnumerable<Case> Use =>
    [
        new("variable.unused", false, null,
            Of(Line(), """{"variables":[{"id":"v","name":"Old","typeName":"String"}]}"""),
            Of(Step("l", "WriteLine", "text=js:getOld()"), """{"variables":[{"id":"v","name":"Old","typeName":"String","value":"x"}]}""")),
        new("variable.never-set", false, null,
            Of(Step("l", "WriteLine", "text=js:getOld()"), """{"variables":[{"id":"v","name":"Old","typeName":"String"}]}"""),
            Of(Sequence(Step("w", "Event", "eventName=go", "result>v"), Step("l", "WriteLine", "text=js:getOld()")), """{"variables":[{"id":"v","name":"Old","typeName":"String"}]}""")),
        new("output.never-set", false, null,
            Of(Step("o", "SetOutput", "outputName=other"), """{"outputs":[{"name":"total","type":"Decimal"}]}"""),
            Of(Step("o", "SetOutput", "outputName=total"), """{"outputs":[{"name":"total","type":"Decimal"}]}""")),
        new("compensable.no-undo", false, "c", Of(Step("c", "Ledger.Compensable").With("body", Line())), Of(Step("c", "Ledger.Compensable").With("body", Line()).With("undo", Line("u")))),
        new("compensable.empty", false, "c", Of(Step("c", "Ledger.Compensable").With("undo", Line())), Of(Step("c", "Ledger.Compensable").With("body", Line()).With("undo", Line("u")))),
        new("decision.no-condition", false, "i", Of(Step("i", "If").With("then", Line())), Of(Step("i", "If", "condition=var:Flag").With("then", Line()))),
        new("decision.constant", false, "i", Of(Step("i", "If", "condition=js:true").With("then", Line())), Of(Step("i", "If", "condition=var:Flag").With("then", Line()))),
        new("activity.id-duplicate", true, "l", Of(Sequence(Line(), Line())), Of(Sequence(Line(), Line("m")))),
        new("input.required", true, "w", Of(Step("w", "Event")), Of(Step("w", "Event", "eventName=go"))),
    ];

    private static JsonObject Scheduled(string schedule) => Of(Line(), "{\"customProperties\":{\"schedule\":" + schedule + "}}");

    // A port may hold spaces, which separate edges in a line.
    private static JsonObject Spaced(this JsonObject definition) => JsonNode.Parse(definition.ToJsonString().Replace("\\u00A0", " ").Replace('\u00a0', ' '))!.AsObject();

    // Six fields: the year is not one of them.
    private static JsonObject Fields(this JsonObject step)
    {
        step["cronExpression"]!["expression"]!["value"] = "0 0 0 30 2 ?";
        return step;
    }
}
