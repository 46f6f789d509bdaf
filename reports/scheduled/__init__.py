"""Reports that come by themselves: to whom, how often, until when."""
