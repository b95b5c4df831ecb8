using System.Text.RegularExpressions;
using Jint.Parser;
using Jint.Parser.Ast;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Expressions;

/// <summary>A script parsed once; shared by all its evaluations.</summary>
internal sealed partial class Script
{
    private readonly HashSet<string> _names;

    private Script(string text, Program program, bool hasReturn)
    {
        Text = text;
        Program = program;
        HasReturn = hasReturn;
        _names = [.. Identifiers().Matches(text).Select(m => m.Value)];
        Names = [.. _names];
    }

    public string Text { get; }

    public Program Program { get; }

    public bool HasReturn { get; }

    public string[] Names { get; }

    public static Script? Parse(string text, WorkflowOptions options, out string? error)
    {
        error = null;
        try
        {
            return new Script(text, new JavaScriptParser().Parse(text), hasReturn: false);
        }
        catch (ParserException e)
        {
            error = e.Message;
        }

        try
        {
            return new Script(text, new JavaScriptParser().Parse($"(function(){{\n{text}\n}})();"), hasReturn: true);
        }
        catch (ParserException)
        {
            return null;
        }
    }

    /// <summary>True when the script asks for outputs of the activity by name or id.</summary>
    public bool ReadsOutputsOf(Activity activity) =>
        _names.Contains("getOutputFrom") ||
        (activity.Name is { Length: > 0 } name && Array.Exists(Names, n => n.StartsWith("get", StringComparison.Ordinal) && n.EndsWith("From" + UsableDefinition.Pascalise(name), StringComparison.Ordinal))) ||
        Array.Exists(Names, n => n.StartsWith("get", StringComparison.Ordinal) && n.EndsWith("From" + UsableDefinition.Pascalise(activity.Id), StringComparison.Ordinal));

    [GeneratedRegex(@"[A-Za-z_$][\w$]*")]
    private static partial Regex Identifiers();
}
