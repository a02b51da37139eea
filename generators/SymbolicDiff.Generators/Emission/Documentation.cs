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

    /// <summary>With more, formulas are a table and no help.</summary>
    private const int MostFormulas = 6;

    private readonly TargetModel target;
    private readonly string primal;
    private readonly EquatableArray<Function> derivatives;
    private readonly Dictionary<string, IReadOnlyList<string>> formulas = new(StringComparer.Ordinal);

    public Documentation(TargetModel target, EquatableArray<Function> derivatives)
    {
        (this.target, this.derivatives) = (target, derivatives);
        primal = target.Method.TypeParameters.Length == 0 && !target.Method.IsOverloaded
            ? "<see cref=\"" + Identifiers.Escape(target.Method.Name) + "\"/>"
            : "<c>" + Escape(target.Method.Name) + "</c>";
    }

    /// <summary>What the forms of one derivative compute, as the first that shows it does.</summary>
    private IReadOnlyList<string> FormulasOf(string kind)
    {
        string family = Family(kind);
        if (formulas.TryGetValue(family, out var known)) return known;
        IEnumerable<IReadOnlyList<Formula>> found = derivatives.Where(function => Family(KindOf(function)) == family).Select(function => Formulas.Of(function.OneByOne ?? function, Outputs(function.OneByOne ?? function)));
        List<string> texts = [.. (found.FirstOrDefault(formulas => formulas.Count > 0) ?? []).Select(MathText.Of)];
        formulas.Add(family, texts.Count > MostFormulas && family != "Gradient" ? [] : texts);
        return formulas[family];
    }

    private static string Family(string kind) => kind.StartsWith("ValueAnd", StringComparison.Ordinal) ? kind.Substring("ValueAnd".Length) : kind;

    private string Name => target.Method.Name;

    public IEnumerable<string> Of(Function function)
    {
        string kind = KindOf(function);
        yield return "<summary>";
        yield return Summary(kind, function);
        foreach (string formula in FormulasOf(kind)) yield return "<para><c>" + Escape(formula) + "</c></para>";
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
            "SparseJacobian" => "Row, column and value of each entry, row by row; columns run over all components of "
                + Join(target.WithRespectTo.Select(Reference).ToList()) + ".",
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
        if (!IsGradient(kind))
        {
            foreach (var output in OtherOutputs(kind, function)) yield return output;
            yield break;
        }

        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Role != ParameterRole.Gradient || WithRespectTo(parameter.Variable.Name) is not { } wrt) continue;
            foreach (var part in Parts("∂" + Name + "/∂" + wrt, Assigned(function, parameter.Variable))) yield return part;
        }

        if (function.Body.Statements.Count == 0 || function.Body.Statements[function.Body.Statements.Count - 1] is not Return @return) yield break;
        for (int i = 0; i < @return.Values.Count; i++)
        {
            string? name = function.Results.Count == 1 ? (kind == "Gradient" ? target.WithRespectTo[0] : Value) : function.Results[i].Name;
            if (name is null || name == Value || WithRespectTo(name) is not { } wrt) continue;
            foreach (var part in Parts("∂" + Name + "/∂" + wrt, @return.Values[i])) yield return part;
        }
    }

    /// <summary>What forward mode and the second derivatives compute; nothing for other kinds.</summary>
    private IEnumerable<(string Name, Expression Value)> OtherOutputs(string kind, Function function)
    {
        if (kind == "HessianVectorProduct")
        {
            foreach (Parameter parameter in function.Parameters)
                if (parameter.Role == ParameterRole.Gradient && parameter.Variable.Name.EndsWith("Product", StringComparison.Ordinal) && WithRespectTo(parameter.Variable.Name) is { } wrt)
                    yield return (Product(wrt), parameter.Variable);
        }

        if (function.Body.Statements.LastOrDefault() is not Return { Values: var values } || values.Count != function.Results.Count) yield break;
        for (int i = 0; i < values.Count; i++)
        {
            string? wrt = values.Count == 1 && target.WithRespectTo.Count == 1 ? target.WithRespectTo[0] : WithRespectTo(function.Results[i].Name ?? "");
            IEnumerable<(string, Expression)> named = kind switch
            {
                "Jvp" when function.Results[i].Name == "tangent" => [("d" + Name, values[i])],
                "HessianVectorProduct" when wrt is not null && !function.Parameters.Any(parameter => parameter.Role == ParameterRole.Gradient) => [(Product(wrt), values[i])],
                "HessianDiagonal" when wrt is not null => [(Second(wrt, wrt), values[i])],
                "Hessian" when values[i].Type.IsReal => [(Second(target.WithRespectTo[0], target.WithRespectTo[0]), values[i])],
                "Hessian" => Entries(values[i]),
                "Jacobian" when wrt is not null => Column(wrt, values[i]),
                _ => [],
            };
            foreach (var output in named) yield return output;
        }
    }

    private string Product(string wrt) => target.WithRespectTo.Count == 1 ? "∇²" + Name + "·" + wrt + "Direction" : "(∇²" + Name + "·direction)." + wrt;

    private string Second(string first, string second) => first == second ? "∂²" + Name + "/∂" + first + "²" : "∂²" + Name + "/∂" + first + "∂" + second;

    /// <summary>The entries on and above the diagonal of a matrix that is written out, with respect to single numbers.</summary>
    private IEnumerable<(string Name, Expression Value)> Entries(Expression matrix)
    {
        int n = target.WithRespectTo.Count;
        if (matrix is not External { Operands: var entries } || entries.Count != n * n) yield break;
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++) yield return (Second(target.WithRespectTo[i], target.WithRespectTo[j]), entries[i * n + j]);
    }

    /// <summary>The column of a single number in a matrix that is written out.</summary>
    private IEnumerable<(string Name, Expression Value)> Column(string wrt, Expression matrix)
    {
        if (matrix is not External { Operands: var entries } external || external.Text.Skip(1).Take(entries.Count - 1).Any(text => text == ", ")) return [];
        return entries.Select((entry, row) => ("∂" + Name + (entries.Count == 1 ? "" : "[" + row.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]") + "/∂" + wrt, entry));
    }

    /// <summary>What a composite is made of; the variable itself for anything else.</summary>
    private static Expression Assigned(Function function, Variable variable) =>
        function.Body.Statements.OfType<Assign>().LastOrDefault(assign => assign.Target.Equals(variable) && assign.Value is Compose)?.Value ?? variable;

    private static IEnumerable<(string Name, Expression Value)> Parts(string name, Expression value)
    {
        if (value is not Compose { Composite: { Construction: { } construction } type } compose) return [(name, value)];
        return compose.Operands.SelectMany((part, i) => Parts(name + "." + type.Members[construction.Members[i]].Name, part));
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
