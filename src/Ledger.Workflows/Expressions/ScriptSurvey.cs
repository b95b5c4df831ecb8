using System.Collections;
using System.Reflection;
using Jint.Parser.Ast;

namespace Ledger.Workflows.Expressions;

/// <summary>What a script asks of the engine, found without running it: names it uses but does not declare, variables, inputs, outputs.</summary>
internal sealed class ScriptSurvey
{
    /// <summary>A name and where it stands in the script, lines and columns from 1.</summary>
    public readonly record struct Use(string Name, int Line, int Column);

    /// <summary>An output asked for by activity and output name; the output is null when the script does not say it as a literal.</summary>
    public readonly record struct OutputUse(string Activity, string? Output, int Line, int Column);

    private static readonly Dictionary<Type, FieldInfo[]> Members = [];
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<Use> _free = [];

    public ScriptSurvey(Program program)
    {
        Visit(program, isName: true);
        Free = [.. _free.Where(f => !_declared.Contains(f.Name))];
    }

    /// <summary>Identifiers that the script does not declare itself, each occurrence.</summary>
    public IReadOnlyList<Use> Free { get; }

    /// <summary>Names of variables as in <c>variables.x</c> and <c>getVariable('x')</c>, <c>setVariable('x', …)</c>.</summary>
    public List<Use> Variables { get; } = [];

    /// <summary>Names of variables the script writes by one of these ways or by <c>setX(…)</c> (then with X as written).</summary>
    public HashSet<string> Writes { get; } = new(StringComparer.Ordinal);

    /// <summary>Names asked for by <c>getInput('x')</c>.</summary>
    public List<Use> Inputs { get; } = [];

    /// <summary>Outputs asked for by <c>getOutputFrom('a', 'x')</c>.</summary>
    public List<OutputUse> Outputs { get; } = [];

    /// <summary>True when the script names a variable, input or output by an expression, so that anything may be meant.</summary>
    public bool IsDynamic { get; private set; }

    private void Visit(SyntaxNode? node, bool isName)
    {
        if (node is null || !_seen.Add(node))
        {
            return;
        }

        switch (node)
        {
            case Identifier identifier:
                if (isName && !identifier.Name.StartsWith('#'))
                {
                    _free.Add(At(identifier.Name, identifier));
                }

                return;
            case MemberExpression member:
                NoteVariable(member, isWrite: false);
                Visit(member.Object, true);
                Visit(member.Property, member.Computed);
                return;
            case AssignmentExpression assignment:
                NoteWrite(assignment.Left);
                break;
            case UpdateExpression update:
                NoteWrite(update.Argument);
                return;
            case UnaryExpression { Operator: UnaryOperator.TypeOf, Argument: Identifier tested }:
                _declared.Add(tested.Name); // Who asks whether there is such a name knows that there may be none.
                return;
            case CallExpression call:
                NoteCall(call);
                break;
            case Property property:
                VisitKey(property);
                return;
            case VariableDeclarator declarator:
                _declared.Add(declarator.Id.Name);
                Visit(declarator.Init, true);
                return;
            case FunctionDeclaration function:
                Declare(function.Id, function.Parameters);
                Visit(function.Body, true);
                return;
            case FunctionExpression function:
                Declare(function.Id, function.Parameters);
                Visit(function.Body, true);
                return;
            case CatchClause caught:
                _declared.Add(caught.Param.Name);
                Visit(caught.Body, true);
                return;
            case LabelledStatement labelled:
                Visit(labelled.Body, true);
                return;
            case BreakStatement or ContinueStatement:
                return;
        }

        VisitMembers(node);
    }

    private void VisitKey(Property property)
    {
        // A key is an identifier or a literal and names nothing.
        foreach (var member in MembersOf(property.GetType()))
        {
            if (!member.Name.Contains("Key", StringComparison.Ordinal) && member.GetValue(property) is SyntaxNode child)
            {
                Visit(child, true);
            }
        }
    }

    private void VisitMembers(SyntaxNode node)
    {
        foreach (var member in MembersOf(node.GetType()))
        {
            switch (member.GetValue(node))
            {
                case SyntaxNode child:
                    Visit(child, true);
                    break;
                case IEnumerable list and not string:
                    foreach (var item in list)
                    {
                        Visit(item as SyntaxNode, true);
                    }

                    break;
            }
        }
    }

    private void Declare(Identifier? name, IEnumerable<Identifier> parameters)
    {
        if (name is not null)
        {
            _declared.Add(name.Name);
        }

        _declared.Add("arguments");
        foreach (var parameter in parameters)
        {
            _declared.Add(parameter.Name);
        }
    }

    private void NoteWrite(SyntaxNode target)
    {
        // variables.x.y = 1 changes x as well.
        while (target is MemberExpression { Object: MemberExpression inner })
        {
            Visit(((MemberExpression)target).Property, ((MemberExpression)target).Computed);
            target = inner;
        }

        if (target is MemberExpression member)
        {
            NoteVariable(member, isWrite: true);
        }

        Visit(target, true);
    }

    private void NoteVariable(MemberExpression member, bool isWrite)
    {
        if (member.Object is not Identifier { Name: "variables" })
        {
            return;
        }

        var name = member.Computed ? (member.Property as Literal)?.Value as string : (member.Property as Identifier)?.Name;
        if (name is null)
        {
            IsDynamic = true;
            return;
        }

        if (isWrite)
        {
            Writes.Add(name);
        }
        else
        {
            Variables.Add(At(name, member));
        }
    }

    private void NoteCall(CallExpression call)
    {
        if (call.Callee is not Identifier { Name: var function })
        {
            return;
        }

        switch (function)
        {
            case "getVariable" or "setVariable" or "getInput":
                if (Text(call, 0) is not { } name)
                {
                    IsDynamic = true;
                }
                else if (function == "getInput")
                {
                    Inputs.Add(At(name, call));
                }
                else
                {
                    Variables.Add(At(name, call));
                    if (function == "setVariable")
                    {
                        Writes.Add(name);
                    }
                }

                break;
            case "getOutputFrom":
                if (Text(call, 0) is { } activity)
                {
                    Outputs.Add(new OutputUse(activity, Text(call, 1), call.Location.Start.Line, call.Location.Start.Column + 1));
                }
                else
                {
                    IsDynamic = true;
                }

                break;
            case var setter when setter.Length > 3 && setter.StartsWith("set", StringComparison.Ordinal) && char.IsUpper(setter[3]):
                Writes.Add(setter[3..]);
                break;
        }
    }

    private static string? Text(CallExpression call, int argument) => (call.Arguments.ElementAtOrDefault(argument) as Literal)?.Value as string;

    private static Use At(string name, SyntaxNode node) =>
        new(name, node.Location?.Start.Line ?? 1, (node.Location?.Start.Column ?? 0) + 1);

    // The parser's nodes hold their parts in fields and in properties; the fields behind both are all of them.
    private static FieldInfo[] MembersOf(Type type)
    {
        lock (Members)
        {
            if (!Members.TryGetValue(type, out var members))
            {
                var all = new List<FieldInfo>();
                for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
                {
                    // The lists of declarations for hoisting hold the same nodes as the bodies.
                    all.AddRange(t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                        .Where(f => f.FieldType != typeof(string) && f.Name is not ("GuardedHandlers" or "Range" or "Location")
                            && !f.Name.Contains("FunctionDeclarations", StringComparison.Ordinal) && !f.Name.Contains("VariableDeclarations", StringComparison.Ordinal)));
                }

                Members[type] = members = [.. all];
            }

            return members;
        }
    }
}
