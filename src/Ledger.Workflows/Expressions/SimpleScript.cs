using Jint.Parser.Ast;
using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

using JsExpression = Jint.Parser.Ast.Expression;

/// <summary>
/// Evaluates the scripts that most definitions consist of (a comparison, a getter, a constant) without starting the
/// interpreter, which costs a hundred times as much. Only what has the same meaning for every value it sees is
/// done here; anything else is left to the interpreter.
/// </summary>
internal static class SimpleScript
{
    private static readonly object Unknown = new();

    /// <summary>The expression of a script that is nothing but <c>expression</c> or <c>return expression</c>.</summary>
    public static JsExpression? SingleExpression(Program program)
    {
        var statement = Only(program.Body);
        var value = (statement as ExpressionStatement)?.Expression;
        if (value is CallExpression { Callee: FunctionExpression { Body: BlockStatement block } } call && call.Arguments.Count == 0)
        {
            value = (Only(block.Body) as ReturnStatement)?.Argument;
        }

        return value is not null && IsSimple(value, 0) ? value : null;
    }

    public static bool TryEvaluate(Script script, StepContext context, out object? value)
    {
        value = script.Value is { } expression ? Value(expression, context) : Unknown;
        return !ReferenceEquals(value, Unknown);
    }

    private static Statement? Only(IEnumerable<Statement> body)
    {
        Statement? only = null;
        foreach (var statement in body)
        {
            if (only is not null)
            {
                return null;
            }

            only = statement;
        }

        return only;
    }

    // Checked before the guards are put in; what holds then is evaluated on the same nodes, so sums are not simple.
    private static bool IsSimple(JsExpression? node, int depth) => depth < 20 && node switch
    {
        Literal { Type: SyntaxNodes.Literal } literal => literal.Value is string or bool or double || literal.Raw == "null",
        CallExpression { Callee: Identifier { Name: var name } } call =>
            call.Arguments.Count == 0 && name.Length > 3 && name.StartsWith("get", StringComparison.Ordinal) && char.IsUpper(name[3]),
        BinaryExpression { Operator: not BinaryOperator.Plus } binary => IsSimple(binary.Left, depth + 1) && IsSimple(binary.Right, depth + 1),
        LogicalExpression logical => IsSimple(logical.Left, depth + 1) && IsSimple(logical.Right, depth + 1),
        UnaryExpression { Operator: UnaryOperator.LogicalNot } not => IsSimple(not.Argument, depth + 1),
        _ => false,
    };

    private static object? Value(JsExpression node, StepContext context)
    {
        switch (node)
        {
            case Literal literal:
                return literal.Value;
            case CallExpression { Callee: Identifier { Name: var name } }:
                return Getter(name, context);
            case UnaryExpression not:
                var argument = Value(not.Argument, context);
                return Truth(argument) is { } truth ? !truth : Unknown;
            case LogicalExpression logical:
                var left = Value(logical.Left, context);
                return Truth(left) is not { } holds ? Unknown
                    : holds == (logical.Operator == LogicalOperator.LogicalAnd) ? Value(logical.Right, context) : left;
            case BinaryExpression binary:
                return Binary(binary.Operator, Value(binary.Left, context), Value(binary.Right, context));
            default:
                return Unknown;
        }
    }

    private static object? Getter(string name, StepContext context)
    {
        object? value;
        if (context.TryFindScriptVariable(name[3..], out var place))
        {
            value = place.Value;
        }
        else if (!context.TryGetWorkflowInput(name[3..], scriptName: true, out value))
        {
            return Unknown;
        }

        return value switch
        {
            null or string or bool => value,
            int number => (double)number,
            long number when Math.Abs(number) <= 9007199254740992 => (double)number,
            double => value,
            decimal number => (double)number,
            _ => Unknown,
        };
    }

    private static bool? Truth(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => null,
    };

    private static object? Binary(BinaryOperator sign, object? left, object? right)
    {
        if (left is double a && right is double b)
        {
            return sign switch
            {
                BinaryOperator.Minus => a - b,
                BinaryOperator.Times => a * b,
                BinaryOperator.Divide => a / b,
                BinaryOperator.Less => a < b,
                BinaryOperator.LessOrEqual => a <= b,
                BinaryOperator.Greater => a > b,
                BinaryOperator.GreaterOrEqual => a >= b,
                BinaryOperator.Equal or BinaryOperator.StrictlyEqual => a == b,
                BinaryOperator.NotEqual or BinaryOperator.StricltyNotEqual => a != b,
                _ => Unknown,
            };
        }

        // A null may stand for null or undefined here, so only values of one known type are compared.
        var isEqual = (left, right) switch
        {
            (string x, string y) => string.Equals(x, y, StringComparison.Ordinal),
            (bool x, bool y) => x == y,
            _ => (bool?)null,
        };
        return isEqual is { } equal
            ? sign switch
            {
                BinaryOperator.Equal or BinaryOperator.StrictlyEqual => equal,
                BinaryOperator.NotEqual or BinaryOperator.StricltyNotEqual => !equal,
                _ => Unknown,
            }
            : Unknown;
    }
}
