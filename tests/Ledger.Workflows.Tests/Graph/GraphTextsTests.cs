using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Tests.Graph;

/// <summary>Every reason of the compiler and the interpreter has its Spanish and its English text.</summary>
public sealed class GraphTextsTests
{
    [Fact]
    public void Resources_BothLanguages_HaveTheSameCodesAndPlaces()
    {
        var texts = new ResourceManager(typeof(GraphTexts));
        var spanish = Read(texts, CultureInfo.InvariantCulture);
        var english = Read(texts, CultureInfo.GetCultureInfo("en"));

        spanish.Keys.Should().BeEquivalentTo(english.Keys).And.HaveCountGreaterThan(40);
        foreach (var (code, text) in spanish)
        {
            Places(text).Should().BeEquivalentTo(Places(english[code]), code);
            text.Should().NotBe(english[code]);
        }
    }

    private static Dictionary<string, string> Read(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct();
}
