using System.Globalization;
using Ledger.Workflows.Designer;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>Describes the activity classes to the studio in one language.</summary>
internal sealed class ActivityViews(CultureInfo culture, Func<ActivityDescriptor, InputDescriptor, IReadOnlyList<OptionItem>?> options)
{
    private static readonly Dictionary<string, object> None = [];

    /// <summary>The view of a type.</summary>
    public ActivityTypeView Of(ActivityDescriptor type)
    {
        var dot = type.TypeName.LastIndexOf('.');
        return new ActivityTypeView(
            type.TypeName, type.TypeName[..dot], type.TypeName[(dot + 1)..], type.Version, type.CategoryText(culture),
            type.Text("Name", culture) ?? type.TypeName[(dot + 1)..], type.Text("Description", culture) ?? string.Empty, type.Attribute.Kind,
            type.Attribute.IsContainer, type.Attribute.IsBrowsable, type.Attribute.IsStart, type.Attribute.IsTerminal,
            None, None, [.. Ports(type)],
            [.. type.PlainInputs.Concat(type.Inputs).Select(i => Input(type, i))], [.. type.Outputs.Select((o, n) => Output(type, o, n))]);
    }

    /// <summary>The view of an input.</summary>
    public InputView Input(ActivityDescriptor type, InputDescriptor input)
    {
        var (hint, specifications) = InputEditors.For(input, options(type, input));
        var name = type.Text($"{input.Name}.Name", culture) ?? input.Name;
        return new InputView(
            input.Name, TypeNames.NameOf(input.ValueType), input.Attribute.Required ? name + " *" : name,
            type.Text($"{input.Name}.Description", culture) ?? string.Empty, input.Attribute.Order,
            input.Attribute.Group is { } group ? type.Text($"Group.{group}", culture) ?? group : string.Empty,
            IsBrowsable: true, IsWrapped: !input.IsPlain, IsSynthetic: false, IsReadOnly: false, input.Attribute.IsSensitive,
            hint, InputEditors.Default(type.DefaultOf(input)), hint == "expression-editor" ? "JavaScript" : "Literal", specifications);
    }

    private OutputView Output(ActivityDescriptor type, OutputDescriptor output, int order) => new(
        output.Name, TypeNames.NameOf(output.ValueType), type.Text($"{output.Name}.Name", culture) ?? output.Name,
        type.Text($"{output.Name}.Description", culture) ?? string.Empty, order, IsBrowsable: true, IsSynthetic: false);

    private IEnumerable<PortView> Ports(ActivityDescriptor type)
    {
        foreach (var slot in type.Ports)
        {
            // The designer cannot draw a slot that holds a list.
            yield return new PortView(slot.Name, type.Text($"{slot.Name}.Name", culture) ?? slot.Name, "Embedded", IsBrowsable: !slot.IsList);
        }

        if (type.Attribute.IsTerminal)
        {
            yield break;
        }

        var outcomes = type.Attribute.Outcomes is { Length: > 0 } given ? given : ["Done"];
        foreach (var outcome in outcomes)
        {
            yield return new PortView(outcome, type.Text($"{outcome}.Port", culture) ?? outcome, "Flow", IsBrowsable: true);
        }
    }
}
