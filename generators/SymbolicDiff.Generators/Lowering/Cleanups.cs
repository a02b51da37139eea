using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// <c>try</c> with <c>finally</c>, and <c>using</c>. What a <c>finally</c> does follows its statements and goes before each jump out of them. If an exception
/// leaves the method, what it did to the method's own variables is of no interest; what it does outside is left to an <c>AtExit</c>.
/// </summary>
internal sealed partial class FunctionLowering
{
    private const string AtExit = "global::SymbolicDiff.AtExit";

    /// <summary>A <c>finally</c> that is due.</summary>
    /// <param name="Frame">The method that it is in.</param>
    /// <param name="Outside">The places outside of its statements that may be jumped to.</param>
    /// <param name="Lower">Lowers what it does.</param>
    private sealed record Cleanup(Frame Frame, HashSet<Label> Outside, Action Lower);

    private readonly List<Cleanup> cleanups = [];

    private void LowerTry(ITryOperation operation)
    {
        if (operation.Catches.Length > 0 || operation.Finally is null)
        {
            Refuse(Refusal.Catch, operation.Catches[0], Fence.Text(operation.Catches[0]));
            return;
        }

        // Lowered beforehand to find out what it is.
        var (mark, statements) = (Effects.Count, InBlock(() => LowerStatement(operation.Finally)));
        bool isOwn = mark == Effects.Count || statements.AllStatements().All(IsOfOwnVariables);
        if (isOwn) Guarded(() => LowerStatement(operation.Body), () => LowerStatement(operation.Finally));
        else if (Action(statements) is { } action) Guarded(() => LowerStatement(operation.Body), Registered(action));
        else Refuse(Refusal.Finally, operation.Finally, Fence.Text(operation.Finally));
    }

    private void LowerUsing(IUsingOperation operation)
    {
        if (operation.IsAsynchronous)
        {
            Refuse(Refusal.Asynchronous, operation, Fence.Text(operation));
            return;
        }

        LowerUsing(operation, operation.Resources, () => LowerStatement(operation.Body));
    }

    /// <summary>The statements of a block; a <c>using</c> declaration has those behind it for its own.</summary>
    private void LowerStatements(IReadOnlyList<IOperation> operations, int start = 0)
    {
        for (int i = start; i < operations.Count; i++)
        {
            if (operations[i] is IUsingDeclarationOperation declaration && IsResource(declaration))
            {
                int next = i + 1;
                LowerUsing(declaration, declaration.DeclarationGroup, () => LowerStatements(operations, next));
                return;
            }

            LowerStatement(operations[i]);
        }
    }

    /// <summary>Whether something is to be disposed of; a record of the run-time library is memory alone.</summary>
    private bool IsResource(IUsingDeclarationOperation declaration) => !declaration.IsAsynchronous && !declaration.DeclarationGroup.Declarations.All(IsTape);

    private void LowerUsing(IOperation at, IOperation resources, Action body)
    {
        if (resources is IVariableDeclarationGroupOperation group) LowerUsing(at, [.. group.Declarations.SelectMany(declaration => declaration.Declarators)], body);
        else Acquired(at, resources.Type, Lower(resources), body);
    }

    private void LowerUsing(IOperation at, IReadOnlyList<IVariableDeclaratorOperation> declarators, Action body)
    {
        if (declarators.Count == 0)
        {
            body();
            return;
        }

        LowerDeclarator(declarators[0], declarators[0].Initializer);
        Acquired(at, declarators[0].Symbol.Type, frame.Meaning(declarators[0].Symbol)!, () => LowerUsing(at, [.. declarators.Skip(1)], body));
    }

    private void Acquired(IOperation at, ITypeSymbol? type, Expression resource, Action body)
    {
        resource = Hold(resource, "resource");
        if (resource is not Variable { Type: OpaqueType } || type is not { IsReferenceType: true })
        {
            Refuse(Refusal.Finally, at, Fence.Text(at));
            return;
        }

        External disposal = Text.Of(new OpaqueType("void"), "((global::System.IDisposable)", resource, ")?.Dispose()") with { HasEffects = true };
        if (Action(new Block(new Evaluate(disposal))) is { } action) Guarded(body, Registered(action));
        else Refuse(Refusal.Finally, at, Fence.Text(at));
    }

    /// <summary>Lowers statements that are followed, however they are left, by what a <c>finally</c> does.</summary>
    private void Guarded(Action body, Action cleanup)
    {
        HashSet<Label> outside = [.. frame.Labels.Values];
        cleanups.Add(new Cleanup(frame, outside, cleanup));
        body();
        cleanups.RemoveAt(cleanups.Count - 1);
        cleanup();
    }

    /// <summary>Before a jump: what each <c>finally</c> does that it leaves the statements of, the innermost first.</summary>
    private void CleanUp(Label? target)
    {
        for (int i = cleanups.Count - 1; i >= 0 && ReferenceEquals(cleanups[i].Frame, frame) && (target is null || cleanups[i].Outside.Contains(target)); i--)
        {
            List<Cleanup> outer = cleanups.GetRange(i, cleanups.Count - i);
            cleanups.RemoveRange(i, outer.Count);
            outer[0].Lower();
            cleanups.AddRange(outer);
        }
    }

    private bool IsOfOwnVariables(Statement statement) => statement switch
    {
        Declare { Value: External { HasEffects: true } } => false,
        Declare or If or For or While or Labelled or Jump => true,
        Assign { Target: Variable target } => !method.Parameters.Any(parameter => parameter.RefKind != RefKind.None && target.Equals(frameOfMethod.Meaning(parameter))),
        _ => false,
    };

    /// <summary>Effects outside as what can be done later; null where they are more than calls whose operands stay as they are.</summary>
    private External? Action(Block statements)
    {
        var literals = new Dictionary<Variable, Expression>();
        var text = new Text();
        text.Add("new " + AtExit + "(() => { ");
        foreach (Statement statement in statements.Statements)
        {
            if (statement is Declare { Value: External { Operands.Count: 0, HasEffects: false } literal } declare && literal.Text[0].StartsWith("\"", StringComparison.Ordinal))
            {
                literals.Add(declare.Variable, literal);
                continue;
            }

            if (statement is not Evaluate { Effect: { Callee: null } effect }) return null;
            effect = effect with { Operands = effect.Operands.Map(operand => operand is Variable variable && literals.TryGetValue(variable, out Expression? known) ? known : operand) };
            if (!effect.Operands.All(operand => IsKept(operand) || literals.ContainsValue(operand))) return null;
            text.Add(effect with { HasEffects = false });
            text.Add("; ");
        }

        text.Add("})");
        External action = text.ToExternal(new OpaqueType(AtExit), hasEffects: true);
        bool seesStructure = session.Target is { IsStatic: false, ContainingType.IsValueType: true } && action.Text.Any(piece => piece.Contains("this"));
        return seesStructure ? null : action;
    }

    private bool IsKept(Expression operand) => operand is Constant
        || operand is Variable { Type: not StorageType } && Effects.IsStable(operand)
            && !method.Parameters.Any(parameter => parameter.RefKind != RefKind.None && operand.Equals(frameOfMethod.Meaning(parameter)));

    /// <summary>Prepares the action, which is done where what is given back is lowered.</summary>
    private Action Registered(External action)
    {
        Variable atExit = session.Variables.New("atExit", action.Type, Role.Source);
        Effects.MarkStable(atExit);
        Emit(new Declare(atExit, action));
        return () => Emit(new Evaluate(Text.Of(new OpaqueType("void"), atExit, ".Dispose()") with { HasEffects = true }));
    }
}
