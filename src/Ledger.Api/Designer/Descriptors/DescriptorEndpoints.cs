using Ledger.Api.Http;
using Ledger.Api.Identity;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>What the studio's toolbox and editors are filled from (elsa-api.md §4, §5, §8).</summary>
internal static class DescriptorEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        var reads = designer.MapGroup("").RequireAuthorization(Policies.Reads);
        reads.MapGet("/descriptors/activities", ActivitiesAsync);
        reads.MapPost("/descriptors/activities/{typeName}/options/{property}", OptionsAsync);
        reads.MapGet("/descriptors/expression-descriptors", (HttpContext http, EngineFeatures engine) => List(engine.Expressions(Language.Of(http))));
        reads.MapGet("/descriptors/variables", (HttpContext http, EngineFeatures engine) => List(engine.VariableTypes(Language.Of(http))));
        reads.MapGet("/descriptors/storage-drivers", (HttpContext http, EngineFeatures engine) => List(engine.StorageDrivers(Language.Of(http))));
        reads.MapGet("/descriptors/workflow-activation-strategies", (HttpContext http, EngineFeatures engine) => List(engine.Activation(Language.Of(http))));
        reads.MapGet("/descriptors/incident-strategies", (HttpContext http, EngineFeatures engine) => List(engine.Incidents(Language.Of(http))));
        reads.MapGet("/descriptors/log-persistence-strategies", () => List<StrategyView>([])); // Everything is journalled, always.
        reads.MapGet("/descriptors/commit-strategies/workflows", () => List<StrategyView>([])); // Every burst is one commit, always.
        reads.MapGet("/descriptors/commit-strategies/activities", () => List<StrategyView>([]));
        reads.MapGet("/descriptors/output-converters", () => List<StrategyView>([])); // Outputs are converted to the variable's type by themselves.
        reads.MapGet("/features/installed", (HttpContext http, EngineFeatures engine) => List(engine.Installed(Language.Of(http))));
        reads.MapGet("/features/installed/{name}", FeatureAsync);
        reads.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypeDefinitionsAsync);
    }

    private static async Task<IResult> ActivitiesAsync(HttpContext http, Toolbox toolbox)
    {
        var culture = Language.Of(http);
        var document = await toolbox.ReadAsync(Caller.Of(http).CompanyId, culture, http.RequestAborted);
        return new ToolboxAnswer(document, culture.TwoLetterISOLanguageName);
    }

    // The studio sends the values of the other inputs; no list of ours depends on them.
    private static async Task<DesignerAnswer<OptionsAnswer>> OptionsAsync(HttpContext http, string typeName, string property, Toolbox toolbox) =>
        new(new OptionsAnswer(
            await toolbox.FindOptionsAsync(typeName, property, Caller.Of(http).CompanyId, Language.Of(http), http.RequestAborted)
                ?? throw new RequestRefusedException(404, "designer.input-unknown", $"There is no input {property} of {typeName}.", property, typeName)));

    private static Task<DesignerAnswer<FeatureView>> FeatureAsync(HttpContext http, string name, EngineFeatures engine) => Task.FromResult(
        new DesignerAnswer<FeatureView>(engine.Installed(Language.Of(http)).FirstOrDefault(f => f.FullName == name)
            ?? throw new RequestRefusedException(404, "designer.feature-absent", $"There is no feature {name}.", name)));

    private static async Task<IResult> TypeDefinitionsAsync(string definitionId, ScriptPlace? place, ScriptDeclarations declarations, HttpContext http) =>
        Results.Text(await declarations.OfAsync(definitionId, place?.ActivityTypeName, Language.Of(http), http.RequestAborted), "application/x-typescript");

    private static DesignerAnswer<Listing<T>> List<T>(IReadOnlyList<T> items) => new(new Listing<T>(items));
}

/// <summary>Where a script is edited.</summary>
internal sealed record ScriptPlace(string? ActivityTypeName, string? PropertyName);
