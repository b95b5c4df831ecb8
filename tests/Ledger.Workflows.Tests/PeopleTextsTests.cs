using System.Text.RegularExpressions;
using Ledger.Foundation.Texts;

namespace Ledger.Workflows.Tests;

public sealed partial class PeopleTextsTests
{
    private static readonly string[] Folders = ["Definitions", "HumanTasks", "Mail", "Schedules", "Activities/Http", "Activities/Mail", "Activities/HumanTasks"];

    [Fact]
    public void EveryRefusalOfThePeoplesPart_HasASpanishAndAnEnglishText()
    {
        var source = SourceFolder();
        var texts = new MessageCatalog().AddWorkflowPeopleTexts();
        var codes = Folders.SelectMany(f => Directory.GetFiles(Path.Combine(source, f), "*.cs"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(m => m.Groups["code"].Value))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        codes.Should().HaveCountGreaterThan(40);

        foreach (var code in codes)
        {
            var found = Languages.All.Select(language => texts.Find(code, language, [])).ToList();
            found.Should().NotContainNulls($"{code} is read by people");
            found.Distinct().Should().HaveCount(found.Count, $"{code} has a text of its own in each language");
        }
    }

    private static string SourceFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "src", "Ledger.Workflows");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The sources are not above the test's folder.");
    }

    [GeneratedRegex("""(?:WorkflowException|DefinitionProblem|WatchdogFinding|=> new|Unreadable\(name,)\s*\(?\s*"(?<code>[a-z]+\.[a-z-]+)["]""")]
    private static partial Regex Code();
}
