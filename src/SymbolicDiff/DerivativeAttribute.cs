namespace SymbolicDiff;

/// <summary>
/// Gives the partial derivatives of the method in the rule language. A differentiated method that calls it uses them: the method's own body is
/// not followed, so it may be an approximation, a table or a call of a native library.
/// </summary>
/// <example>
/// <code>
/// [Derivative("2 / sqrt(pi) * exp(-x ^ 2)")]
/// public static double Erf(double x) { … }
/// </code>
/// </example>
/// <param name="partials">
/// One term for each real parameter, in their order. Parameters are called by their names; <c>result</c> is the method's value.
/// </param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeAttribute(params string[] partials) : Attribute
{
    /// <summary>One term for each real parameter.</summary>
    public IReadOnlyList<string> Partials { get; } = partials;
}
