namespace Ledger.Api.Designer.Descriptors;

/// <summary>Marks the resource files with what the designer's lists and drop-downs say, in Spanish and English.</summary>
public static class DescriptorTexts;
