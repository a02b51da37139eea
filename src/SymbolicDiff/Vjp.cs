namespace SymbolicDiff;

/// <summary>A reverse derivative as <c>FVjp</c> is one: adds the product of the result's adjoint with the Jacobian to the parameters' adjoints.</summary>
/// <typeparam name="T">The parameter's type, or a tuple of several.</typeparam>
/// <typeparam name="TResult">The result's type.</typeparam>
/// <param name="point">The parameter.</param>
/// <param name="resultAdjoint">The result's adjoint.</param>
/// <param name="adjoint">The parameter's adjoint, which is added to.</param>
/// <returns>The function's result.</returns>
public delegate TResult Vjp<T, TResult>(T point, TResult resultAdjoint, ref T adjoint);
