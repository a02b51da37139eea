using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// The XML documentation of an emitted method: what it is, what it returns, shape by shape, and the derivative as mathematics where it is short.
/// </summary>
internal sealed class Documentation
{
    private const string Value = "value";

    private readonly TargetModel target;
    private readonly string primal;
    private readonly IReadOnlyList<string> formulas;

    public Documentation(TargetModel target, EquatableArray<Function> derivatives)
    {
        this.target = target;
        primal = target.Method.TypeParameters.Length == 0 && !target.Method.IsOverloaded
            ? "<see cref=\"" + Identifiers.Escape(target.Method.Name) + "\"/>"
            : "<c>" + Escape(target.Method.Name) + "</c>";
        formulas = [.. (derivatives.Select(function => Formulas.Of(function, Outputs(function))).FirstOrDefault(found => found.Count > 0) ?? []).Select(MathText.Of)];
    }

    private string Name => target.Method.Name;

    public IEnumerable<string> Of(Function function)
    {
        string kind = KindOf(function);
        yield return "<summary>";
        yield return Summary(kind, function);
        if (IsGradient(kind))
            foreach (string formula in formulas) yield return "<para><c>" + Escape(formula) + "</c></para>";
        yield return "</summary>";
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Role != ParameterRole.Primal)
                yield return "<param name=\"" + parameter.Variable.Name + "\">" + Describe(parameter) + "</param>";
        }

        if (function.Results.Count > 0) yield return "<returns>" + Returns(kind, function) + "</returns>";
    }

    private string KindOf(Function function) =>
        function.Name.StartsWith(Name, StringComparison.Ordinal) ? function.Name.Substring(Name.Length) : function.Name;

    private static bool IsGradient(string kind) => kind is "Gradient" or "ValueAndGradient";

    private string Summary(string kind, Function function)
    {
        bool writesBuffers = function.Parameters.Any(parameter => parameter.Role == ParameterRole.Gradient);
        string parameters = Join(target.WithRespectTo.Select(Reference).ToList()) + ".";
        string wrt = " with respect to " + parameters;
        return kind switch
        {
            "Gradient" => "The gradient of " + primal + wrt,
            "ValueAndGradient" when writesBuffers => "The value of " + primal + "; writes its gradient" + wrt,
            "ValueAndGradient" => "The value of " + primal + " and its gradient" + wrt,
            "Jvp" => "The value of " + primal + " and its derivative along the tangents of " + parameters,
            "Vjp" => "The value of " + primal + "; adds the adjoint of the result times the Jacobian to the adjoints of " + parameters,
            "Jacobian" => "The Jacobian of " + primal + wrt,
            "ValueAndJacobian" => "The value of " + primal + "; writes its Jacobian" + wrt,
            "SparseJacobian" => "The entries of the Jacobian of " + primal + " that can differ from zero," + wrt,
            "Hessian" => "The matrix of second derivatives of " + primal + wrt,
            "HessianDiagonal" => "The diagonal of the matrix of second derivatives of " + primal + wrt,
            "HessianVectorProduct" when writesBuffers =>
                "The value of " + primal + "; writes its gradient, and its second derivatives times the direction," + wrt,
            "HessianVectorProduct" => "The matrix of second derivatives of " + primal + " times the direction," + wrt,
            _ => "A derivative of " + primal + wrt,
        };
    }

    private string Describe(Parameter parameter)
    {
        string name = parameter.Variable.Name;
        string? about = WithRespectTo(name);
        bool isStorage = parameter.Variable.Type is StorageType;
        string of = about is null ? "the result" : Reference(about);
        string shape = isStorage && about is not null ? "; of the shape of " + Reference(about) : "";
        return parameter.Role switch
        {
            ParameterRole.Gradient when about is not null && name.EndsWith("Jacobian", StringComparison.Ordinal) =>
                "Overwritten with the Jacobian with respect to " + of + ", row by row.",
            ParameterRole.Gradient when about is not null && name.EndsWith("Product", StringComparison.Ordinal) =>
                (isStorage ? "Overwritten with the part of the product for " : "The part of the product for ") + of + shape + ".",
            ParameterRole.Gradient => isStorage ? "Overwritten with " + Partial(about) + shape + "." : Partial(about) + ".",
            ParameterRole.Adjoint when about is not null => "What the adjoint of " + of + " is added to" + shape + ".",
            ParameterRole.Adjoint when Written(name, "Adjoint") is { } written => parameter.Passing == Passing.Ref || IsBuffer(parameter)
                ? "On entry the adjoint of what " + Reference(written) + " holds at the end, on return of what it held at the call."
                : "The adjoint of what the method leaves in " + Reference(written) + ".",
            ParameterRole.Adjoint => "The adjoint of the result.",
            ParameterRole.Tangent when about is null && Written(name, "Tangent") is { } written =>
                "Overwritten with the tangent of what the method leaves in " + Reference(written) + ".",
            _ => "The direction in " + of + " along which the derivative is taken" + shape + ".",
        };
    }

    private static bool IsBuffer(Parameter parameter) => parameter.Variable.Type is StorageType { Kind: not StorageKind.ReadOnlySpan };

    /// <summary>The parameter of the method that a contract name such as <c>yAdjoint</c> belongs to, if it is not differentiated.</summary>
    private string? Written(string name, string suffix) =>
        target.Method.Parameters.Select(parameter => parameter.Name).FirstOrDefault(parameter => name == parameter + suffix);

    private string Returns(string kind, Function function)
    {
        bool writesBuffers = function.Parameters.Any(parameter => parameter.Role == ParameterRole.Gradient);
        if (kind is "Vjp" or "ValueAndJacobian" || (kind == "HessianVectorProduct" && writesBuffers)) return "The value of " + primal + ".";
        if (function.Results.Count > 1 && kind is ("Jacobian" or "HessianVectorProduct" or "HessianDiagonal"))
            return string.Join("; ", function.Results.Select(result => "<c>" + Escape(result.Name ?? "") + "</c>: " + OfKind(kind, result.Name ?? ""))) + ".";
        if (function.Results.Count > 1)
            return string.Join("; ", function.Results.Select(result => "<c>" + Escape(result.Name ?? "") + "</c>: " + Describe(result))) + ".";
        Result only = function.Results[0];
        if (kind == "Gradient" && target.WithRespectTo.Count == 1) return Capital(Describe(new Result(target.WithRespectTo[0], only.Type))) + ".";
        return kind switch
        {
            "Hessian" when only.Type.IsReal => "The second derivative.",
            "Jacobian" => "A row for each component of the result, a column for each component of the parameter.",
            "Hessian" => "Rows and columns run over all components of " + Join(target.WithRespectTo.Select(Reference).ToList()) + ".",
            "HessianDiagonal" or "HessianVectorProduct" when target.WithRespectTo.Count == 1 =>
                "Of the shape of " + Reference(target.WithRespectTo[0]) + ".",
            _ => "The value of " + primal + ".",
        };
    }

    private string OfKind(string kind, string name)
    {
        string parameter = WithRespectTo(name) is { } about ? Reference(about) : Escape(name);
        return kind switch
        {
            "Jacobian" => "a row for each component of the result, a column for each component of " + parameter,
            "HessianDiagonal" => "the second derivatives with respect to " + parameter + ", of its shape",
            _ => "the part of the product for " + parameter + ", of its shape",
        };
    }

    private string Describe(Result result)
    {
        string name = result.Name ?? "";
        if (name == Value) return "the value of " + primal;
        if (name == "tangent") return "the derivative along the tangents";
        if (WithRespectTo(name) is not { } about) return "a derivative of " + primal;
        return result.Type is StorageType { Rank: 1, Element: ScalarType }
            ? Partial(about) + ", a new array of the length of " + Reference(about)
            : Partial(about) + (result.Type is StorageType ? ", a new array of the shape of " + Reference(about) : "");
    }

    /// <summary>The wrt parameter that a contract name such as <c>wGradient</c> belongs to: the longest one that it begins with.</summary>
    private string? WithRespectTo(string name) =>
        target.WithRespectTo.Where(wrt => name.StartsWith(wrt, StringComparison.Ordinal)).OrderByDescending(wrt => wrt.Length).FirstOrDefault();

    /// <summary>What the method computes for which parameter, for the formulas.</summary>
    private IEnumerable<(string Name, Expression Value)> Outputs(Function function)
    {
        string kind = KindOf(function);
        if (!IsGradient(kind)) yield break;
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Role == ParameterRole.Gradient && WithRespectTo(parameter.Variable.Name) is { } wrt)
                yield return ("∂" + Name + "/∂" + wrt, parameter.Variable);
        }

        if (function.Body.Statements.Count == 0 || function.Body.Statements[function.Body.Statements.Count - 1] is not Return @return) yield break;
        for (int i = 0; i < @return.Values.Count; i++)
        {
            string? name = function.Results.Count == 1 ? (kind == "Gradient" ? target.WithRespectTo[0] : Value) : function.Results[i].Name;
            if (name is not null && name != Value && WithRespectTo(name) is { } wrt) yield return ("∂" + Name + "/∂" + wrt, @return.Values[i]);
        }
    }

    private string Partial(string? about) => about is null ? "the derivative" : "∂" + Escape(Name) + "/∂" + Escape(about);

    private static string Reference(string parameter) => "<paramref name=\"" + parameter + "\"/>";

    private static string Join(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "nothing",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[items.Count - 1],
    };

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence.Substring(1);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
