using System.Globalization;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>A culture that spoils every number that is printed or parsed without care: U+2212 for minus, a decimal comma, words for the special values.</summary>
internal sealed class HostileCulture : IDisposable
{
    private readonly CultureInfo current = CultureInfo.CurrentCulture;
    private readonly CultureInfo currentUi = CultureInfo.CurrentUICulture;

    public HostileCulture() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Make();

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (current, currentUi);

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "\u2212",
            PositiveSign = "\uFF0B",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = "\u00A0",
            NaNSymbol = "\u00A4\u00A4\u00A4",
            PositiveInfinitySymbol = "oändligt",
            NegativeInfinitySymbol = "\u2212oändligt",
        };
        return culture;
    }
}
