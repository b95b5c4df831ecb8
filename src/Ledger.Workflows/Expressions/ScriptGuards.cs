using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Jint.Parser.Ast;

namespace Ledger.Workflows.Expressions;

using JsExpression = Jint.Parser.Ast.Expression;

/// <summary>
/// Puts guards into a parsed script, once: at each turn of a loop and each call of a function the limits are checked, sums
/// are made by a function that checks first, and regular expressions get a time limit. The interpreter itself checks
/// only between statements, and knows no memory limit.
/// </summary>
internal sealed class ScriptGuards
{
    // Names that no script can write.
    public const string Tick = "#tick";
    public const string Add = "#add";
    public const string Check = "#check";
    public const string Regex = "#regex";

    private const int DepthMax = 100;
    private static readonly Dictionary<Type, FieldInfo[]> Fields = [];
    private readonly HashSet<object> _done = new(ReferenceEqualityComparer.Instance);

    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The names used as <c>variables.x</c>.</summary>
    public HashSet<string> VariableNames { get; } = new(StringComparer.Ordinal);

    /// <exception cref="ScriptException">The script is nested too deep.</exception>
    public void Apply(Program program) => Visit(program, 0);

    private void Visit(SyntaxNode node, int depth)
    {
        if (depth > DepthMax)
        {
            throw new ScriptException("script.too-deep", $"The script is nested more than {DepthMax} deep.", DepthMax);
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_done.Add(node))
        {
            return;
        }

        Note(node);
        foreach (var field in FieldsOf(node.GetType()))
        {
            VisitField(node, field, depth);
        }

        Guard(node);
    }

    private void VisitField(SyntaxNode node, FieldInfo field, int depth)
    {
        switch (field.GetValue(node))
        {
            case JsExpression expression when typeof(JsExpression).IsAssignableFrom(field.FieldType) && field.FieldType.IsAssignableFrom(typeof(CallExpression)):
                field.SetValue(node, Replace(expression, depth));
                break;
            case SyntaxNode child:
                Visit(child, depth + 1);
                break;
            case IEnumerable list when field.FieldType != typeof(string):
                VisitList(node, field, list, depth);
                break;
        }
    }

    private void VisitList(SyntaxNode node, FieldInfo field, IEnumerable list, int depth)
    {
        if (!field.FieldType.IsGenericType || !typeof(SyntaxNode).IsAssignableFrom(field.FieldType.GetGenericArguments()[0]))
        {
            return;
        }

        if (field.FieldType.GetGenericArguments()[0] == typeof(JsExpression))
        {
            field.SetValue(node, list.Cast<JsExpression?>().Select(e => e is null ? null : Replace(e, depth)).ToList());
            return;
        }

        foreach (var child in list.Cast<SyntaxNode?>())
        {
            if (child is not null)
            {
                Visit(child, depth + 1);
            }
        }
    }

    private JsExpression Replace(JsExpression expression, int depth)
    {
        if (expression is BinaryExpression { Operator: BinaryOperator.Plus } sum)
        {
            var operands = new List<JsExpression>();
            JsExpression left = sum;
            while (left is BinaryExpression { Operator: BinaryOperator.Plus } part)
            {
                operands.Add(part.Right);
                left = part.Left;
            }

            operands.Add(left);
            operands.Reverse();
            return Call(Add, sum, operands.ConvertAll(o => Replace(o, depth + 1)));
        }

        Visit(expression, depth + 1);
        return expression switch
        {
            RegExpLiteral regex => RegexCall(regex, regex.Raw),
            Literal { Type: SyntaxNodes.RegularExpressionLiteral } literal => RegexCall(literal, literal.Raw),
            AssignmentExpression { Operator: AssignmentOperator.PlusAssign, Left: Identifier name } assignment => new AssignmentExpression
            {
                Type = SyntaxNodes.AssignmentExpression,
                Location = assignment.Location,
                Operator = AssignmentOperator.Assign,
                Left = name,
                Right = Call(Add, assignment, [name, assignment.Right]),
            },
            AssignmentExpression { Operator: AssignmentOperator.PlusAssign } => Call(Check, expression, [expression]),
            _ => expression,
        };
    }

    private void Note(SyntaxNode node)
    {
        switch (node)
        {
            case Identifier identifier:
                Names.Add(identifier.Name);
                break;
            case MemberExpression { Object: Identifier { Name: "variables" } } member:
                if ((member.Computed ? (member.Property as Literal)?.Value as string : (member.Property as Identifier)?.Name) is { } name)
                {
                    VariableNames.Add(name);
                }

                break;
        }
    }

    private static void Guard(SyntaxNode node)
    {
        switch (node)
        {
            case CallExpression call:
                call.CanBeCached = false; // The cache of arguments is shared by all runs of the script.
                break;
            case WhileStatement loop:
                loop.Body = Guarded(loop.Body);
                break;
            case DoWhileStatement loop:
                loop.Body = Guarded(loop.Body);
                break;
            case ForStatement loop:
                loop.Body = Guarded(loop.Body);
                break;
            case ForInStatement loop:
                loop.Body = Guarded(loop.Body);
                break;
            case FunctionDeclaration function:
                GuardBody(function.Body);
                break;
            case FunctionExpression function:
                GuardBody(function.Body);
                break;
        }
    }

    private static BlockStatement Guarded(Statement body) => new()
    {
        Type = SyntaxNodes.BlockStatement,
        Location = body.Location,
        Body = [TickStatement(body), body],
    };

    private static void GuardBody(Statement body)
    {
        if (body is BlockStatement block)
        {
            block.Body = [TickStatement(block), .. block.Body];
        }
    }

    private static ExpressionStatement TickStatement(SyntaxNode place) => new()
    {
        Type = SyntaxNodes.ExpressionStatement,
        Location = place.Location,
        Expression = Call(Tick, place, []),
    };

    private static CallExpression Call(string name, SyntaxNode place, List<JsExpression> arguments) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Location = place.Location,
        Callee = new Identifier { Type = SyntaxNodes.Identifier, Location = place.Location, Name = name },
        Arguments = arguments,
        CanBeCached = false,
    };

    private static Literal Text(string text) => new() { Type = SyntaxNodes.Literal, Value = text, Raw = text };

    /// <summary>A literal such as <c>/a+/g</c> as a call that gives it a time limit. The parser makes it a plain literal.</summary>
    private static CallExpression RegexCall(SyntaxNode place, string raw)
    {
        var end = raw.LastIndexOf('/');
        return Call(Regex, place, [Text(raw[1..end]), Text(raw[(end + 1)..])]);
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        lock (Fields)
        {
            if (!Fields.TryGetValue(type, out var fields))
            {
                var all = new List<FieldInfo>();
                for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
                {
                    // The lists of declarations for hoisting hold the same nodes as the bodies.
                    all.AddRange(t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                        .Where(f => !f.Name.Contains("Declarations>", StringComparison.Ordinal) && f.Name is not ("GuardedHandlers" or "Range" or "Location")));
                }

                Fields[type] = fields = [.. all];
            }

            return fields;
        }
    }
}
