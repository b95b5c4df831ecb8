using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Parts of a definition: a nested container with what is in it, and the way to an activity inside nested containers.</summary>
internal static class SubgraphEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapGet("/workflow-definitions/subgraph/{versionId}", SubgraphAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-definitions/subgraph/segments/{versionId}", SegmentsAsync).RequireAuthorization(Policies.Reads);
    }

    private static async Task<DesignerAnswer<ActivityNodeView>> SubgraphAsync(
        string versionId, string? parentNodeId, [FromServices] IDefinitions definitions, DesignerDefinition designer, ActivityRegistry registry,
        CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(versionId, definitions, designer, registry, cancellationToken);
        return new(ActivityNodeView.Of(places.FirstOrDefault(p => p.NodeId == parentNodeId) ?? places[0], places, withChildren: true));
    }

    private static async Task<DesignerAnswer<PathSegments>> SegmentsAsync(
        string versionId, string? childNodeId, [FromServices] IDefinitions definitions, DesignerDefinition designer, ActivityRegistry registry,
        CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(versionId, definitions, designer, registry, cancellationToken);
        var child = places.FirstOrDefault(p => p.NodeId == childNodeId) ?? throw DefinitionReadEndpoints.NotFound(childNodeId ?? string.Empty);
        var segments = new List<PathSegment>();
        var container = child.Parent ?? child;

        // The drawing shows containers only: what stands around the child up to the root, except the flowcharts themselves, is a step on the way.
        for (var at = child; at.Parent is { } parent; at = parent)
        {
            if (at.Port is { } port and not "activities")
            {
                segments.Insert(0, new PathSegment(parent.NodeId, parent.Id, parent.TypeName, char.ToUpperInvariant(port[0]) + port[1..]));
            }
        }

        return new(new(ActivityNodeView.Of(child, places, withChildren: false), ActivityNodeView.Of(container, places, withChildren: true), segments));
    }

    private static async Task<IReadOnlyList<ActivityPlace>> PlacesAsync(
        string versionId, IDefinitions definitions, DesignerDefinition designer, ActivityRegistry registry, CancellationToken cancellationToken)
    {
        var version = await definitions.FindVersionAsync(versionId, cancellationToken) ?? throw DefinitionReadEndpoints.NotFound(versionId);
        var places = ActivityTree.Read(designer.Export(version), registry);
        return places.Count > 0 ? places : throw DefinitionReadEndpoints.NotFound(versionId);
    }
}

/// <summary>An activity of the drawing with those directly inside it.</summary>
internal sealed record ActivityNodeView(string NodeId, string? Port, JsonObject Activity, IReadOnlyList<ActivityNodeView> Children)
{
    /// <summary>The view of a place.</summary>
    public static ActivityNodeView Of(ActivityPlace place, IReadOnlyList<ActivityPlace> places, bool withChildren) => new(
        place.NodeId, place.Port, place.Json.DeepClone().AsObject(),
        withChildren ? [.. places.Where(p => p.Parent == place).Select(p => Of(p, places, withChildren: false))] : []);
}

/// <summary>A container on the way to an activity.</summary>
internal sealed record PathSegment(string ActivityNodeId, string ActivityId, string ActivityType, string PortName);

/// <summary>The way to an activity.</summary>
internal sealed record PathSegments(ActivityNodeView ChildNode, ActivityNodeView Container, IReadOnlyList<PathSegment> Segments)
{
    /// <summary>The containers from the root to the activity.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("pathSegments")]
    public IReadOnlyList<PathSegment> Segments { get; } = Segments;
}
