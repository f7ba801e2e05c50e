"""What was found about a campaign -> report.json and report.html."""
