namespace SymbolicDiff;

/// <summary>
/// Emits derivatives of the method beside it, in the same type: for <c>Loss</c> the methods <c>LossGradient</c> and <c>LossValueAndGradient</c>,
/// or those that <see cref="Emit"/> names. The type, and every type around it, must be <c>partial</c>.
/// </summary>
/// <example>
/// <code>
/// public static partial class Model
/// {
///     [Differentiable(nameof(w))]
///     public static double Loss(double[] w, double[] x) => Math.Exp(w[0] * x[0] + w[1] * x[1]);
/// }
///
/// double[] gradient = Model.LossGradient(w, x);
/// </code>
/// </example>
/// <param name="withRespectTo">
/// The parameters to differentiate with respect to, best written with <c>nameof</c>. None: every parameter whose type carries real numbers.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute(params string[] withRespectTo) : Attribute
{
    /// <summary>The parameters to differentiate with respect to; empty for every parameter whose type carries real numbers.</summary>
    public IReadOnlyList<string> WithRespectTo { get; } = withRespectTo;

    /// <summary>
    /// The derivatives to emit: exactly these. <see cref="Derivatives.None"/>, the default, stands for <see cref="Derivatives.Gradient"/> where the
    /// result is a scalar and for <see cref="Derivatives.Jacobian"/> where it is not.
    /// </summary>
    public Derivatives Emit { get; set; }

    /// <summary>How strictly the emitted arithmetic follows the method's own. The default is <see cref="Arithmetic.Exact"/>.</summary>
    public Arithmetic Arithmetic { get; set; }
}
