namespace SymbolicDiff;

/// <summary>The derivatives of a method <c>F</c> that <see cref="DifferentiableAttribute.Emit"/> can name.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Chosen by the result's type: <see cref="Gradient"/> for a scalar, <see cref="Jacobian"/> for anything else.</summary>
    None = 0,

    /// <summary><c>FGradient</c> and the two forms of <c>FValueAndGradient</c>.</summary>
    Gradient = 1 << 0,

    /// <summary><c>FVjp</c>: adds the product of the result's adjoint with the Jacobian to the parameters' adjoints (reverse mode).</summary>
    Vjp = 1 << 1,

    /// <summary><c>FJvp</c>: the value and the product of the Jacobian with the parameters' tangents (forward mode).</summary>
    Jvp = 1 << 2,

    /// <summary><c>FJacobian</c> and <c>FValueAndJacobian</c>: all partial derivatives of the result's components.</summary>
    Jacobian = 1 << 3,

    /// <summary><c>FHessian</c>: all second partial derivatives of a scalar result.</summary>
    Hessian = 1 << 4,

    /// <summary><c>FHessianVectorProduct</c>: the Hessian times a direction, without forming the Hessian.</summary>
    HessianVectorProduct = 1 << 5,

    /// <summary><c>FHessianDiagonal</c>: the second partial derivative with respect to each parameter component.</summary>
    HessianDiagonal = 1 << 6,

    /// <summary>
    /// <c>FSparseJacobian</c>: row, column and value of the entries of the Jacobian that the code's structure allows to be other than zero; of all entries where
    /// it shows none.
    /// </summary>
    SparseJacobian = 1 << 7,
}
