using System.Collections;
using System.Globalization;
using System.Resources;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Identity;

namespace Ledger.Api.Operations;

/// <summary>Every code of this version with its texts, read from the resources that answers are made of.</summary>
internal static class RefusalCodes
{
    // Texts of commands, columns, pages, views, the demo and the toolbox are no refusals; names of activities start with a capital.
    private static readonly string[] Others = ["cli.", "column.", "status.", "demo.", "currency.", "toolbox.", "page.", "views.", "audit.action.", "audit.subject."];

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/refusal-codes", () => new Answer<IReadOnlyList<RefusalCode>>(All()))
        .WithTags("system").RequireAuthorization(Policies.Reads).WithSummary("Every refusal code with its texts.");

    /// <summary>The codes, by name.</summary>
    public static IReadOnlyList<RefusalCode> All() =>
    [
        .. HostModules.Texts
            .SelectMany(marker => Entries(marker, CultureInfo.InvariantCulture).Select(e => new RefusalCode(e.Key, e.Value, Find(marker, e.Key))))
            .Where(c => c.Code.Contains('.', StringComparison.Ordinal) && char.IsLower(c.Code[0]) && !Others.Any(o => c.Code.StartsWith(o, StringComparison.Ordinal)))
            .DistinctBy(c => c.Code).OrderBy(c => c.Code, StringComparer.Ordinal),
    ];

    /// <summary>The texts of a marker in exactly one language, without falling back to another.</summary>
    public static IReadOnlyDictionary<string, string> Entries(Type marker, CultureInfo culture) =>
        new ResourceManager(marker.FullName!, marker.Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)?
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!) ?? [];

    private static string? Find(Type marker, string code) =>
        new ResourceManager(marker.FullName!, marker.Assembly).GetString(code, CultureInfo.GetCultureInfo("en"));
}

/// <summary>A code with its texts; {0}, {1} … stand for values.</summary>
internal sealed record RefusalCode(string Code, string Spanish, string? English);
