using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Foundation.Texts;

namespace Ledger.Domain.Tests;

/// <summary>Every refusal and remark can be read in Spanish and in English.</summary>
public sealed partial class DomainTextsTests
{
    private static readonly string[] NotCodes = ["import.resumed"];

    [Fact]
    public void EveryCodeInTheSources_HasBothTexts()
    {
        var catalog = new MessageCatalog().AddDomainTexts();
        var codes = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains("/obj/"))
            .Where(path => !path.Contains("/MassPayments/"))
            .SelectMany(path => CodeUse().Matches(File.ReadAllText(path)).Select(match => match.Groups[2].Value))
            .Concat(NotFoundSubjects().Select(subject => subject + ".not-found"))
            .Distinct().Except(NotCodes).ToList();

        var missing = codes.Where(code => Text(catalog, code, "es") is null || Text(catalog, code, "en") is not { } english || english == Text(catalog, code, "es"));

        codes.Should().HaveCountGreaterThan(110);
        missing.Should().BeEmpty();
    }

    [GeneratedRegex("(DomainException\\(|ImportReason\\(|Bad\\(|warnings\\.Add\\(|problem = |isTooLong \\? |Through, )\\s*\"([a-z][a-z-]*\\.[a-z0-9-]+)\"")]
    private static partial Regex CodeUse();

    [GeneratedRegex("NotFound\\(\"([a-z-]+)\"")]
    private static partial Regex NotFoundUse();

    private static IEnumerable<string> NotFoundSubjects() => Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
        .SelectMany(path => NotFoundUse().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value));

    private static string? Text(MessageCatalog catalog, string code, string language) =>
        catalog.Find(code, CultureInfo.GetCultureInfo(language), [.. Enumerable.Range(1, 6).Cast<object?>()]);

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "src", "Ledger.Domain");
    }
}
