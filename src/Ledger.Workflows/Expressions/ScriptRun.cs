using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint.Native;
using Jint.Runtime;
using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>One evaluation of a script: a fresh interpreter, the values it asks for, its result, and the variables it changed.</summary>
internal sealed class ScriptRun(Script script, StepContext? context, WorkflowOptions options, DateTimeOffset now, List<string>? outcomes)
{
    private readonly ScriptSandbox _sandbox = new(new ScriptLimits(options));

    /// <exception cref="ScriptException">The script failed or passed a limit.</exception>
    public object? Evaluate()
    {
        try
        {
            DefineHelpers();
            var variables = DefineInstance();
            _sandbox.Engine.Execute(script.Program);
            var result = _sandbox.Values.Out(_sandbox.Engine.GetCompletionValue());
            WriteBack(variables);
            return result;
        }
        catch (WorkflowException)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw Explained(e);
        }
    }

    private ScriptException Explained(Exception exception)
    {
        var limits = new ScriptLimits(options);
        return exception switch
        {
            RecursionDepthOverflowException or InsufficientExecutionStackException => limits.RecursionTooDeep(),
            StatementsCountOverflowException => limits.TooManyStatements(),
            TimeoutException or RegexMatchTimeoutException => limits.TooMuchTime(),
            OutOfMemoryException => limits.TooMuchMemory(),
            JavaScriptException js => new ScriptException("script.error", $"The script failed: {js.Message} (line {js.LineNumber})", js.Message, js.LineNumber),
            _ => new ScriptException("script.error", $"The script failed: {exception.Message}", exception.Message, 0),
        };
    }

    private void DefineHelpers()
    {
        var values = _sandbox.Values;
        Define("isNullOrEmpty", a => string.IsNullOrEmpty(values.Out(a(0)) as string));
        Define("isNullOrWhiteSpace", a => string.IsNullOrWhiteSpace(values.Out(a(0)) as string));
        Define("toJson", a => values.ToJsonText(a(0)));
        Define("parseGuid", a => Guid.Parse((string)values.Out(a(0))!).ToString());
        Define("newGuid", _ => Guid.NewGuid().ToString());
        Define("newGuidString", _ => Guid.NewGuid().ToString());
        Define("newShortGuid", _ => Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', '-').Replace('/', '_'));
        Define("getNow", _ => now);
        if (outcomes is not null)
        {
            Define("setOutcome", a => Choose([values.Out(a(0)) as string]));
            Define("setOutcomes", a => Choose(values.Out(a(0)) is JsonArray list ? list.Select(o => o?.ToString()) : [values.Out(a(0)) as string]));
        }
    }

    private object? Choose(IEnumerable<string?> chosen)
    {
        outcomes!.Clear();
        outcomes.AddRange(chosen.OfType<string>());
        return null;
    }

    private void Define(string name, Func<Func<int, JsValue>, object?> function)
    {
        if (script.Names.Contains(name))
        {
            _sandbox.Define(name, (_, arguments) => _sandbox.Values.In(function(i => i < arguments.Length ? arguments[i] : JsValue.Undefined)));
        }
    }

    /// <summary>What belongs to the run; gives the values of <c>variables.x</c> as they were before the script.</summary>
    private JsonObject? DefineInstance()
    {
        if (context is null)
        {
            return null;
        }

        var workflow = context.Workflow;
        var values = _sandbox.Values;
        Define("getWorkflowInstanceId", _ => workflow.InstanceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Define("getWorkflowDefinitionId", _ => workflow.DefinitionId);
        Define("getWorkflowDefinitionVersionId", _ => workflow.VersionId);
        Define("getWorkflowDefinitionVersion", _ => workflow.Version);
        Define("getCorrelationId", _ => workflow.CorrelationId);
        Define("setCorrelationId", a => workflow.CorrelationId = values.Out(a(0)) as string);
        Define("getWorkflowInstanceName", _ => workflow.Name);
        Define("setWorkflowInstanceName", a => workflow.Name = values.Out(a(0)) as string);
        Define("getLastResult", _ => context.State.LastResult);
        Define("getInput", a => context.GetWorkflowInput(TypeConverter.ToString(a(0))));
        Define("getVariable", a => context.GetVariable(TypeConverter.ToString(a(0))));
        Define("setVariable", a => Set(TypeConverter.ToString(a(0)), a(1)));
        Define("getOutputFrom", a => Output(TypeConverter.ToString(a(0)), a(1).IsString() ? a(1).AsString() : null));
        foreach (var name in script.Names)
        {
            DefineAccessor(name);
        }

        return DefineVariables();
    }

    private void DefineAccessor(string name)
    {
        if (name.Length <= 3 || !char.IsUpper(name[3]))
        {
            return;
        }

        if (name.StartsWith("get", StringComparison.Ordinal))
        {
            var subject = name[3..];
            if (context!.TryFindScriptVariable(subject, out _))
            {
                Define(name, _ => context.TryFindScriptVariable(subject, out var place) ? place.Value : null);
            }
            else if (context.TryGetWorkflowInput(subject, scriptName: true, out var input))
            {
                Define(name, _ => input);
            }
            else
            {
                DefineOutput(name);
            }
        }
        else if (name.StartsWith("set", StringComparison.Ordinal) && context!.TryFindScriptVariable(name[3..], out var place))
        {
            Define(name, a =>
            {
                context.WriteVariable(place, _sandbox.Values.Out(a(0)));
                return null;
            });
        }
    }

    private void DefineOutput(string name)
    {
        foreach (var node in context!.Burst.Graph.Nodes)
        {
            if (node.DefinitionScope == context.Node.DefinitionScope && OutputGetter.TryMatch(name, node.Activity, out var output))
            {
                Define(name, _ => context.State.KeptOutputs.TryGetValue(node.NodeId, out var kept) ? Member(kept, output) : null);
                return;
            }
        }
    }

    private object? Output(string idOrName, string? output)
    {
        foreach (var node in context!.Burst.Graph.Nodes)
        {
            if (node.DefinitionScope == context.Node.DefinitionScope && (node.Activity.Id == idOrName || node.Activity.Name == idOrName))
            {
                return context.State.KeptOutputs.TryGetValue(node.NodeId, out var kept)
                    ? output is null ? kept.FirstOrDefault().Value : Member(kept, output) : null;
            }
        }

        return null;
    }

    private static JsonNode? Member(JsonObject kept, string output) =>
        kept.FirstOrDefault(m => string.Equals(m.Key, output, StringComparison.OrdinalIgnoreCase)).Value;

    private object? Set(string name, JsValue value)
    {
        context!.SetVariable(name, _sandbox.Values.Out(value));
        return null;
    }

    private JsonObject? DefineVariables()
    {
        if (!script.Names.Contains("variables"))
        {
            return null;
        }

        var before = new JsonObject();
        foreach (var name in script.VariableNames)
        {
            if (context!.TryFindVariable(name, byId: false, out var place))
            {
                before[name] = ValueConverter.ToJson(place.Value)?.DeepClone();
            }
        }

        _sandbox.Engine.SetValue("variables", _sandbox.Values.In(before));
        return before;
    }

    /// <summary>Only what the script changed is written: a script that reads cannot undo what another branch wrote (elsa-semantics.md §18.15).</summary>
    private void WriteBack(JsonObject? before)
    {
        if (before is null || _sandbox.Engine.GetValue("variables") is not { } holder || !holder.IsObject())
        {
            return;
        }

        foreach (var name in script.VariableNames)
        {
            var after = _sandbox.Values.Out(holder.AsObject().Get(name));
            if (context!.TryFindVariable(name, byId: false, out var place) && !JsonNode.DeepEquals(before[name], ValueConverter.ToJson(after)))
            {
                context.WriteVariable(place, after);
            }
        }
    }
}
