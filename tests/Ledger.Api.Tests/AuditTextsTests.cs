using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit.Abstractions;

namespace Ledger.Api.Tests;

/// <summary>What the audit trail records is told in words (issue 4 §5): every code in the sources has both texts, and no text is left over.</summary>
[Trait("row", "W14")]
public sealed partial class AuditTextsTests(ITestOutputHelper output)
{
    // Those whose last word comes from a value or a constant.
    private static readonly string[] Composed =
        ["import.running", "import.completed", "import.cancelled", "import.failed", "installation.set-up"];

    [Fact]
    public void Actions_RecordedInTheSources_HaveWordsInBothLanguagesAndNoneIsLeftOver()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Ledger.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        var sources = Directory.EnumerateFiles(Path.Combine(root!, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin")).Select(File.ReadAllText).ToList();
        var recorded = sources.SelectMany(s => Recorded().Matches(s).SelectMany(m => Code().Matches(m.Value)).Select(m => m.Groups[1].Value))
            .Concat(sources.SelectMany(s => TaskActs().Matches(s).SelectMany(m => Word().Matches(m.Value)).Select(m => "task." + m.Groups[1].Value)))
            .Concat(Composed).ToHashSet();
        output.WriteLine(string.Join(' ', recorded.Order()));

        recorded.Should().HaveCountGreaterThan(100);
        foreach (var language in (string[])["", ".en"])
        {
            var said = XDocument.Load(Path.Combine(root!, "src/Ledger.Api/Audit", $"AuditTexts{language}.resx")).Root!.Elements("data")
                .Select(d => d.Attribute("name")!.Value).Where(n => n.StartsWith("audit.action.", StringComparison.Ordinal)).Select(n => n["audit.action.".Length..]).ToHashSet();
            recorded.Except(said).Should().BeEmpty("each has its words, AuditTexts{0}.resx", language);
            said.Except(recorded).Should().BeEmpty("nothing records these any more");
        }
    }

    [GeneratedRegex("""(?:Audit\(|new AuditChange\()[^;]{0,240}?"[^;]{0,140}""")]
    private static partial Regex Recorded();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex Code();

    [GeneratedRegex("""log\.AddAsync\([^;]*;""")]
    private static partial Regex TaskActs();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*ed)\"")]
    private static partial Regex Word();
}
