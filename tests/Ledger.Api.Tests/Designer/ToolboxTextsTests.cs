using System.Globalization;
using Ledger.Activities;
using Ledger.Api.Designer.Descriptors;
using Ledger.Workflows;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Tests.Designer;

/// <summary>What people read and fill in in the toolbox, for each activity class.</summary>
[Trait("row", "W2")]
public sealed class ToolboxTextsTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("es-CL"), CultureInfo.GetCultureInfo("en-US")];
    private static readonly ActivityRegistry Registry = new([typeof(WorkflowException).Assembly, typeof(LedgerActivity).Assembly]);

    [Fact]
    public void EveryActivity_WithAllItsParts_HasTextsInBothLanguages()
    {
        var missing = new List<string>();
        foreach (var type in Registry.Descriptors)
        {
            foreach (var key in Keys(type))
            {
                var found = Languages.Select(l => type.Text(key, l)).ToList();
                if (found.Contains(null))
                {
                    missing.Add($"{type.TypeName}.{key}");
                }
                else if (key.EndsWith(".Description", StringComparison.Ordinal) && found[0] == found[1])
                {
                    missing.Add($"{type.TypeName}.{key} (English)");
                }
            }

            if (type.CategoryText(Languages[0]) == type.Attribute.Category)
            {
                missing.Add($"Category.{type.Attribute.Category}");
            }
        }

        string.Join('\n', missing.Distinct()).Should().BeEmpty();
    }

    [Fact]
    public void EveryEditor_IsOneThatTheStudioHas()
    {
        var unknown = Registry.Descriptors.SelectMany(t => t.PlainInputs.Concat(t.Inputs)
            .Where(i => !InputEditors.Known.Contains(i.Attribute.UIHint)).Select(i => $"{t.TypeName}.{i.Name}: {i.Attribute.UIHint}"));

        unknown.Should().BeEmpty("the studio shows an error instead of a field (elsa-api.md §8.2)");
    }

    [Fact]
    public void DisplayNames_InEachLanguage_AreDifferent()
    {
        // The page finds a node's icon by its name, and people find the activity by it.
        foreach (var language in Languages)
        {
            Registry.Descriptors.Select(t => t.Text("Name", language)).Should().OnlyHaveUniqueItems();
        }
    }

    private static IEnumerable<string> Keys(ActivityDescriptor type)
    {
        yield return "Name";
        yield return "Description";
        foreach (var input in type.PlainInputs.Concat(type.Inputs))
        {
            yield return $"{input.Name}.Name";
            yield return $"{input.Name}.Description";
            foreach (var option in input.Attribute.Options.Where(o => !o.Contains('/', StringComparison.Ordinal) && !o.All(char.IsUpper)))
            {
                yield return $"{input.Name}.{option}.Option";
            }

            if (input.Attribute.Group is { } group)
            {
                yield return $"Group.{group}";
            }
        }

        foreach (var output in type.Outputs)
        {
            yield return $"{output.Name}.Name";
        }

        foreach (var slot in type.Ports)
        {
            yield return $"{slot.Name}.Name";
        }

        if (!type.Attribute.IsTerminal)
        {
            foreach (var outcome in type.Attribute.Outcomes is { Length: > 0 } given ? given : ["Done"])
            {
                yield return $"{outcome}.Port";
            }
        }
    }
}
