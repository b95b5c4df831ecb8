using System.Globalization;
using Ledger.Api.Designer.Descriptors;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Workflows;

/// <summary>The activities that definitions may use, described in the caller's language; the designer's toolbox is built from them.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/activities", List).WithTags("activities")
        .RequireAuthorization(Policies.Reads).WithSummary("The activities with their inputs, outputs, ports and outcomes.");

    private static Answer<IReadOnlyList<ActivityView>> List(HttpContext http, ActivityRegistry registry)
    {
        var culture = Language.Of(http);
        return new([.. registry.Descriptors.OrderBy(d => d.TypeName, StringComparer.Ordinal).Select(d => ActivityView.Of(d, culture))]);
    }
}

/// <summary>An activity.</summary>
internal sealed record ActivityView(
    string TypeName, string Name, string? Description, string Category, string CategoryName, string Color, string? Icon, IReadOnlyList<string> Outcomes,
    IReadOnlyList<ActivityValueView> Inputs, IReadOnlyList<ActivityValueView> Outputs, IReadOnlyList<string> Ports)
{
    /// <summary>The view of a descriptor.</summary>
    public static ActivityView Of(ActivityDescriptor d, CultureInfo culture) => new(
        d.TypeName, d.Text("Name", culture) ?? d.TypeName[(d.TypeName.LastIndexOf('.') + 1)..], d.Text("Description", culture), d.Attribute.Category,
        d.CategoryText(culture), ActivityAppearance.ColorOf(d), d.Attribute.Icon,
        d.Attribute.Outcomes, [.. d.Inputs.Select(i => new ActivityValueView(i.Name, TypeNames.NameOf(i.ValueType)))], [.. d.Outputs.Select(o => new ActivityValueView(o.Name, TypeNames.NameOf(o.ValueType)))],
        [.. d.Ports.Select(p => p.Name)]);
}

/// <summary>An input or output of an activity.</summary>
internal sealed record ActivityValueView(string Name, string Type);
