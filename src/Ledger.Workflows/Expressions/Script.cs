using Jint.Parser;
using Jint.Parser.Ast;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Expressions;

using JsExpression = Jint.Parser.Ast.Expression;

/// <summary>A script parsed and guarded once; shared by all its evaluations.</summary>
internal sealed class Script
{
    private const int LengthMax = 32_768;
    private const int NestingMax = 200;
    private const int ParserStack = 256 << 20;
    private const string FunctionStart = "(function(){";

    private Script(Program program, ScriptGuards guards, JsExpression? value)
    {
        Program = program;
        Names = guards.Names;
        VariableNames = [.. guards.VariableNames];
        Value = value;
    }

    public Program Program { get; }

    /// <summary>All identifiers in the script; only those of the engine's functions that are among them are made.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The names used as <c>variables.x</c>.</summary>
    public string[] VariableNames { get; }

    /// <summary>The one expression the script consists of; null when it is more than that.</summary>
    public JsExpression? Value { get; }

    /// <summary>What it asks of the engine.</summary>
    public ScriptSurvey Survey() => new(Program);

    /// <summary>Parses a script; null with the reason when it cannot be.</summary>
    public static Script? Parse(string text, out string? error)
    {
        if (text.Length > LengthMax || ScriptText.Nesting(text) > NestingMax)
        {
            error = $"it is longer than {LengthMax} characters or nested deeper than {NestingMax}";
            return null;
        }

        try
        {
            var es5 = ScriptText.ToEs5(text);
            var program = ParseWithStack(es5, out var fault);
            if (program is null)
            {
                // A return outside a function is allowed; what else is wrong then, the function around it says.
                program = ParseWithStack($"{FunctionStart}{es5}\n}})();", out var faultInside);
                if (program is null)
                {
                    error = Explain(fault, faultInside, es5 == text);
                    return null;
                }
            }

            error = null;
            var value = SimpleScript.SingleExpression(program);
            var guards = new ScriptGuards();
            guards.Apply(program);
            return new Script(program, guards, value);
        }
        catch (ScriptException e)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>True when the script asks for outputs of the activity by name or id.</summary>
    public bool ReadsOutputsOf(Activity activity) =>
        Names.Contains("getOutputFrom") || Names.Any(n => OutputGetter.TryMatch(n, activity, out _));

    /// <summary>The parser goes down for each bracket and sign; long scripts get a stack that no text of this length can exhaust.</summary>
    private static Program? ParseWithStack(string text, out Exception? error)
    {
        if (text.Length <= 500)
        {
            return Parse5(text, out error);
        }

        Program? program = null;
        Exception? reason = null;
        var thread = new Thread(() => program = Parse5(text, out reason), ParserStack);
        thread.Start();
        thread.Join();
        error = reason;
        return program;
    }

    private static Program? Parse5(string text, out Exception? error)
    {
        try
        {
            error = null;
            return new JavaScriptParser().Parse(text);
        }
        catch (Exception e) when (e is ParserException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            error = e;
            return null;
        }
    }

    /// <summary>The reason with line and column, both from 1; without them where the text was rewritten before it was parsed.</summary>
    private static string Explain(Exception? plain, Exception? inside, bool isAsWritten)
    {
        var isReturn = plain is ParserException { Description: { } said } && said.Contains("return", StringComparison.OrdinalIgnoreCase);
        var fault = isReturn ? inside ?? plain : plain ?? inside;
        if (fault is not ParserException parser)
        {
            return fault?.Message ?? string.Empty;
        }

        var column = parser.Column - (isReturn && parser.LineNumber == 1 ? FunctionStart.Length : 0);
        return isAsWritten
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parser.Description} ({parser.LineNumber}:{Math.Max(1, column)})")
            : parser.Description;
    }
}
