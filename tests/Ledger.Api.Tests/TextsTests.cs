using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.CommandLine;
using Ledger.Api.Hosting;
using Ledger.Api.Operations;

namespace Ledger.Api.Tests;

public sealed class TextsTests
{
    [Fact]
    public void Texts_EachCode_IsSaidInBothLanguagesWithTheSameValues()
    {
        var wrong = new List<string>();
        foreach (var marker in HostModules.Texts)
        {
            var spanish = RefusalCodes.Entries(marker, CultureInfo.InvariantCulture);
            var english = RefusalCodes.Entries(marker, CultureInfo.GetCultureInfo("en"));
            wrong.AddRange(spanish.Keys.Except(english.Keys).Select(k => $"{marker.Name}: {k} has no English text"));
            wrong.AddRange(english.Keys.Except(spanish.Keys).Select(k => $"{marker.Name}: {k} has no Spanish text"));
            wrong.AddRange(spanish.Keys.Intersect(english.Keys)
                .Where(k => !Values(spanish[k]).SetEquals(Values(english[k]))).Select(k => $"{marker.Name}: {k} names other values"));
        }

        wrong.Should().BeEmpty();
        HostModules.Texts.Should().Contain(typeof(HostTexts)).And.HaveCountGreaterThan(5);
    }

    [Fact]
    public void Texts_NoCode_IsSaidByTwoResources()
    {
        var twice = HostModules.Texts.SelectMany(m => RefusalCodes.Entries(m, CultureInfo.InvariantCulture).Keys)
            .Where(code => code.Contains('.', StringComparison.Ordinal)).GroupBy(code => code).Where(g => g.Count() > 1).Select(g => g.Key);

        twice.Should().BeEmpty("which of the two is shown would be chance");
    }

    [Fact]
    public void Readme_Commands_AreThoseOfTheProgram()
    {
        var readme = File.ReadAllText(Path.Combine(Repository(), "README.md"));
        var section = readme[readme.IndexOf("## Commands", StringComparison.Ordinal)..readme.IndexOf("Everywhere:", StringComparison.Ordinal)];

        var missing = LedgerCommandLine.Create(new Globals([])).Subcommands.Select(c => c.Name).Where(name => !Regex.IsMatch(section, $@"[`]{name}\b"));

        missing.Should().BeEmpty("each command is documented");
    }

    private static HashSet<string> Values(string text) => [.. Regex.Matches(text, @"(?<!\{)\{(\d+)").Select(m => m.Groups[1].Value)];

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ledger.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
