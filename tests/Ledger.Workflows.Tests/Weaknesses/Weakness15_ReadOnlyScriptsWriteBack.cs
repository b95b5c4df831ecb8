using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer copies each variable that a script names in, and writes every copy back after the script, though it only read.</summary>
public sealed class Weakness15_ReadOnlyScriptsWriteBack
{
    [Fact]
    public async Task Script_ThatOnlyReads_LeavesTheVariableAsItWas()
    {
        await using var host = await RuntimeHost.CreateAsync();
        // The script changes its copy's members without assigning the variable: with a write-back the variable would change.
        host.Add(Flow.Definition(
            "reads",
            Flow.Sequence(Line("variables.Amount + 0"), Flow.Wait("go")),
            variables: [Variable("Amount", "12.3400")]));

        var started = await host.StartAsync("reads");

        (await host.LinesAsync(started.InstanceId)).Should().ContainSingle();
        var value = (await host.DetailAsync(started.InstanceId)).Variables.Single(v => v.Name == "Amount").Value;
        value!.ToJsonString().Should().Be("\"12.3400\"", "a script's number would have come back as 12.34");
    }

    [Fact]
    public async Task Script_ThatAssigns_ChangesTheVariable()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add(Flow.Definition(
            "writes", Flow.Sequence(Line("variables.Amount = 5"), Flow.Wait("go")), variables: [Variable("Amount", "1")]));

        var started = await host.StartAsync("writes");

        (await host.DetailAsync(started.InstanceId)).Variables.Single(v => v.Name == "Amount").Value!.ToString().Should().Be("5");
    }

    private static JsonObject Line(string script) => new()
    {
        ["type"] = "Elsa.WriteLine",
        ["id"] = "line",
        ["text"] = new JsonObject
        {
            ["typeName"] = "String",
            ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script },
        },
    };

    private static JsonObject Variable(string name, string value)
    {
        var variable = Flow.Variable(name, "String");
        variable["value"] = value;
        return variable;
    }
}
