using System.Globalization;
using System.Reflection;
using Ledger.Domain.Documents;
using Ledger.Domain.MassPayments;
using Ledger.Foundation.Texts;

namespace Ledger.Domain.Tests.MassPayments;

public sealed class MassPaymentTextsTests
{
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-CL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    public static TheoryData<string> Codes() =>
        [.. new[] { typeof(MassPaymentCodes), typeof(DocumentCodes) }.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (string)f.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCode_HasASpanishAndAnEnglishText(string code)
    {
        var catalog = new MessageCatalog().Add(typeof(MassPaymentTexts)).Add(typeof(DocumentTexts));

        var spanish = catalog.Find(code, Spanish, []);
        var english = catalog.Find(code, English, []);

        spanish.Should().NotBeNullOrEmpty();
        english.Should().NotBeNullOrEmpty().And.NotBe(spanish);
        CountOf(spanish!).Should().Be(CountOf(english!), "both name the same values");
    }

    private static int CountOf(string text) => Enumerable.Range(0, 5).Count(i => text.Contains($"{{{i}", StringComparison.Ordinal));
}
